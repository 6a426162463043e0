import * as fs from "node:fs";
import * as path from "node:path";

import { Failure } from "../failure";
import { StackPlace } from "./place";
import { readYamlFile } from "./yamlFile";

/** A stack's configuration as its files have it, in the form in which Pulumi hands it to the program. */
export interface StackFiles {
    project: string;
    /** By their whole keys: "alloy-stack:clusterName". */
    values: Record<string, string>;
    /** The keys whose values are encrypted, as a whole or in part, and left out. */
    encrypted: string[];
    /** More of it comes from Pulumi ESC, which only Pulumi can ask. */
    hasEnvironment: boolean;
    /** What is doubtful, a line each. */
    warnings: string[];
}

/** Read a stack's configuration the way the CLI does, without it: the project's defaults, then the stack's file. */
export function readStackFiles({ folder, configFile }: StackPlace, stack: string): StackFiles {
    const project = readProject(folder);
    const file = configFile ?? path.join(folder, project.stackConfigDir, `Pulumi.${fileName(stack)}.yaml`);
    if (!fs.existsSync(file)) throw new NoStackFile(noStackFile(file, stack));
    const { config, environment } = readYamlFile(file);
    if (config !== undefined && config !== null && !isObject(config))
        throw new Failure(`${file}: "config" has no keys with values in it`);
    const given = Object.entries(config ?? {}).map(([key, value]) => [wholeKey(key, project.name), value]);
    const merged = { ...project.defaults, ...(Object.fromEntries(given) as Record<string, unknown>) };
    const all = Object.entries(merged);
    const plain = all.filter(([, value]) => !hasSecret(value));
    return {
        project: project.name,
        values: Object.fromEntries(plain.map(([key, value]) => [key, asText(value)])),
        encrypted: all.filter(([, value]) => hasSecret(value)).map(([key]) => key),
        hasEnvironment: environment !== undefined,
        warnings: given.length === 0 ? [`${file} has no configuration in it`] : [],
    };
}

/** Thrown for a stack that has no file. */
export class NoStackFile extends Failure {}

interface Project {
    name: string;
    /** Where the stacks' files are, below the project's folder. */
    stackConfigDir: string;
    /** By their whole keys. */
    defaults: Record<string, unknown>;
}

export function readProject(folder: string): Project {
    const file = path.join(folder, "Pulumi.yaml");
    const { name, config, stackConfigDir = "" } = readYamlFile(file);
    if (typeof name !== "string") throw new Failure(`${file}: the project has no "name"`);
    const defaults = Object.entries(isObject(config) ? config : {}).flatMap(([key, type]) => {
        const value = isObject(type) ? (type.value ?? type.default) : type;
        return value === undefined ? [] : [[wholeKey(key, name), value] as const];
    });
    return { name, stackConfigDir: String(stackConfigDir), defaults: Object.fromEntries(defaults) };
}

/** A stack's name without its organization and project. */
function fileName(stack: string): string {
    return stack.split("/").at(-1) ?? stack;
}

function noStackFile(file: string, stack: string): string {
    const folder = path.dirname(file);
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    const stacks = names.flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
    return `there is no ${file}, so no stack "${stack}" is configured; ${folder} has ${stacks.join(", ") || "none"}`;
}

/** A key without a namespace is the project's; "config:" in the middle is an earlier form. */
function wholeKey(key: string, project: string): string {
    return key.includes(":") ? key.replace(/^([^:]*):config:/, "$1:") : `${project}:${key}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value, or anything in it, is encrypted. */
function hasSecret(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return "secure" in value || Object.values(value).some(hasSecret);
}

function asText(value: unknown): string {
    if (value === null) return "";
    return typeof value === "string" ? value : JSON.stringify(value);
}
