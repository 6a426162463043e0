import * as fs from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { command } from "./command";
import { backend, overrides, passphrase, project, repository } from "./paths";

type Config = Record<string, unknown>;

/** The repository's stacks that the lab deploys. */
const stacks = ["dev", "prod"] as const;
export type LabStack = (typeof stacks)[number];

/**
 * Make the lab's Pulumi project: this repository's, without its entry point, since the program is not in that folder, and
 * with stack files that use the lab's charts, images and addresses. The repository stays as it is.
 */
export async function makeProject(): Promise<void> {
    fs.mkdirSync(project, { recursive: true, mode: 0o700 });
    fs.mkdirSync(backend, { recursive: true });
    const { main, ...rest } = readYaml(path.join(repository, "Pulumi.yaml"));
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), stringify(rest));
    for (const stack of stacks) writeStackFile(stack, {}, stackFile(stack));
    const listed = await pulumi("stack", "ls", "--json");
    const known = (JSON.parse(listed) as { name: string }[]).map(({ name }) => name);
    for (const stack of stacks.filter((name) => !known.includes(name)))
        await pulumi("stack", "init", "--no-select", stack);
}

/**
 * Write a stack's file for the lab with these values on top, whose names leave out the project's; undefined removes one of
 * the lab's. What Pulumi has encrypted in the state stays readable: the salt is kept.
 */
export function writeStackFile(stack: LabStack, values: Config, file: string): string {
    const { config: ours, ...rest } = readYaml(path.join(repository, `Pulumi.${stack}.yaml`));
    const { config: labs } = readYaml(overrides);
    const given = Object.entries(values).map(([key, value]) => [`alloy-stack:${key}`, value] as const);
    const merged = { ...(ours as Config), ...(labs as Config), ...Object.fromEntries(given) };
    const config = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
    const before = fs.existsSync(stackFile(stack)) ? readYaml(stackFile(stack)) : {};
    const { encryptionsalt } = before;
    const content = { ...rest, ...(encryptionsalt !== undefined && { encryptionsalt }), config };
    fs.writeFileSync(file, stringify(content), { mode: 0o600 });
    return file;
}

function stackFile(stack: LabStack): string {
    return path.join(project, `Pulumi.${stack}.yaml`);
}

/** Where pulumi keeps the state of what is deployed to the lab, and what the state is encrypted with. */
export function pulumiEnvironment(): Record<string, string> {
    return {
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
}

function pulumi(...args: string[]): Promise<string> {
    return command("pulumi", [...args, "--non-interactive"], { cwd: project, env: pulumiEnvironment() });
}

function readYaml(file: string): Config {
    return (parse(fs.readFileSync(file, "utf8")) ?? {}) as Config;
}
