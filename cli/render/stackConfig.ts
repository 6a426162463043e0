import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

/** Raised for a stack that isn't there; its message says which are. */
export class NoSuchStack extends Error {}

/** A project's name and one stack's configuration, in the form Pulumi's runtime takes. */
export interface StackConfig {
    project: string;
    values: Record<string, string>;
}

/**
 * Read a stack's configuration the way the CLI does: the project's defaults, then the stack's file, then `overrides`
 * (a file of the same form). Encrypted values are not decrypted; the stack's default takes their place.
 */
export function readStackConfig(folder: string, stack: string, overrides?: string): StackConfig {
    const project = readYaml(path.join(folder, "Pulumi.yaml")) as ProjectFile;
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    if (!fs.existsSync(file)) {
        const stacks = fs.readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
        throw new NoSuchStack(`there is no stack "${stack}": ${folder} has ${stacks.join(", ") || "none"}`);
    }
    const defaults = Object.entries(project.config ?? {}).flatMap(([key, { default: value }]) =>
        value === undefined ? [] : [[key, value] as const],
    );
    const merged: Record<string, unknown> = {
        ...Object.fromEntries(defaults),
        ...(readYaml(file) as StackFile).config,
        ...(overrides && (readYaml(overrides) as StackFile).config),
    };
    const plain = Object.entries(merged).filter(([, value]) => !isEncrypted(value));
    return {
        project: project.name,
        values: Object.fromEntries(
            plain.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
        ),
    };
}

interface ProjectFile {
    name: string;
    config?: Record<string, { default?: unknown }>;
}

interface StackFile {
    config?: Record<string, unknown>;
}

function isEncrypted(value: unknown): boolean {
    return typeof value === "object" && value !== null && "secure" in value;
}

function readYaml(file: string): unknown {
    return parse(fs.readFileSync(file, "utf8"));
}
