import * as fs from "node:fs";
import * as path from "node:path";

import { RunError } from "@pulumi/pulumi";
import { Command } from "commander";

import { run, say } from "./console";
import { rendered, renderFiles } from "./render/files";
import { record } from "./render/record";
import { NoSuchStack, readStackConfig } from "./render/stackConfig";
import { offlineProgram } from "../program";
import { stackSettings } from "./stack/settings";

const project = path.resolve(__dirname, "..");

interface Options {
    stack: string;
    out?: string;
    overrides?: string;
}

const command = new Command("render")
    .description(
        "Write what a stack would create to a folder: no cluster, no Docker, no Pulumi CLI, no passwords",
    )
    .requiredOption("-s, --stack <name>", 'the stack, for example "dev"')
    .option(
        "-o, --out <folder>",
        "where to write; what an earlier render left there is replaced (default: rendered/<stack>)",
    )
    .option("--overrides <file>", "a stack file whose values win over the stack's own")
    .showHelpAfterError();

async function render({ stack, out = path.join("rendered", stack), overrides }: Options): Promise<void> {
    const config = readStackConfig(project, stack, overrides);
    const settings = stackSettings({ stack, ...(overrides && { overrides }) });
    const resources = await record(() => offlineProgram(settings), stack, config);
    const files = renderFiles(resources);
    // Only what render writes: the folder may be somebody's own.
    for (const name of rendered) fs.rmSync(path.join(out, name), { recursive: true, force: true });
    for (const [name, content] of Object.entries(files)) {
        const file = path.join(out, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
        say(file);
    }
    say(
        `\n${resources.length} resources, ${Object.keys(files).length} files. Begin with ${path.join(out, "config.alloy")}`,
    );
}

command.parse();
void run(() => render(command.opts()), reason);

/** A defect is told with its place. */
function reason(error: unknown): string {
    const expected = RunError.isInstance(error) || error instanceof NoSuchStack;
    return expected ? error.message : String((error as Error).stack);
}
