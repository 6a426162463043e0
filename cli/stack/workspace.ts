import * as fs from "node:fs";
import * as path from "node:path";

import { InlineProgramArgs, LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";

import { removeLocksOfTheDead } from "./lock";

const project = path.resolve(__dirname, "../..");

/** Where a stack's state is kept when it is not in a backend of the user's. */
export interface StackPlace {
    stack: string;
    /** A folder outside the repository, for the state and for the stack file that Pulumi writes its salt into. */
    folder: string;
    /** A stack file whose values win over the repository's. */
    overrides?: string;
    /** A file with the passphrase that the state's secrets are encrypted with. */
    passphraseFile: string;
}

/**
 * Open a stack of this repository's program, with its state in a folder of its own: the repository stays as it is.
 * The program runs in this process, so it may be run once.
 */
export async function openStack({ stack, folder, overrides, passphraseFile }: StackPlace): Promise<Stack> {
    const workDir = path.join(folder, stack);
    const state = path.join(workDir, "state");
    fs.mkdirSync(state, { recursive: true });
    if (await removeLocksOfTheDead(state))
        process.stdout.write("The last update of this stack was killed: its lock is taken away.\n");
    writeProjectFile(workDir);
    writeStackFile(stack, workDir, overrides);

    const args: InlineProgramArgs = {
        stackName: stack,
        projectName: "alloy-stack",
        program: async () => (await import(path.join(project, "index.ts"))) as Record<string, unknown>,
    };
    return LocalWorkspace.createOrSelectStack(args, {
        workDir,
        envVars: {
            PULUMI_BACKEND_URL: `file://${state}`,
            PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile,
            PULUMI_SKIP_UPDATE_CHECK: "true",
        },
    });
}

/** The project's file without its entry point: the program is not in that folder, it runs in this process. */
function writeProjectFile(workDir: string): void {
    const file = parse(fs.readFileSync(path.join(project, "Pulumi.yaml"), "utf8")) as { main?: string };
    delete file.main;
    fs.writeFileSync(path.join(workDir, "Pulumi.yaml"), stringify(file));
}

/** The repository's stack file and the overrides in one, with the salt that an earlier run has written. */
function writeStackFile(stack: string, workDir: string, overrides: string | undefined): void {
    const name = `Pulumi.${stack}.yaml`;
    const target = path.join(workDir, name);
    const ours = readStackFile(path.join(project, name));
    const before = fs.existsSync(target) ? readStackFile(target) : {};
    const config = { ...ours.config, ...(overrides && readStackFile(overrides).config) };
    fs.writeFileSync(target, stringify({ ...ours, ...salt(before), config }), { mode: 0o600 });
}

interface StackFile {
    config?: Record<string, unknown>;
    encryptionsalt?: string;
}

function salt({ encryptionsalt }: StackFile): StackFile {
    return encryptionsalt ? { encryptionsalt } : {};
}

function readStackFile(file: string): StackFile {
    return parse(fs.readFileSync(file, "utf8")) as StackFile;
}
