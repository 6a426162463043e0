import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import * as semver from "semver";

import { command } from "../command";
import { bin, cache } from "../paths";
import { Problem } from "../problem";
import { GoModule, Tool } from "./tool";
import { replacementFiles } from "./trim";

/** Where a tool's commands are, by name, as absolute paths. */
export interface Found {
    tool: Tool;
    from: "PATH" | "cache";
    commands: Record<string, string>;
}

/** What the cache knows about a tool it holds. A folder without this record is not finished. */
export interface ToolRecord {
    seconds: number;
    /** Sizes in bytes of the commands, by name: a shorter one was cut off or edited. */
    sizes: Record<string, number>;
}

/** The tool from PATH if its version fits, else from the cache; undefined if it has to be made. */
export async function locate(tool: Tool): Promise<Found | undefined> {
    const commands = await onPath(tool);
    return commands ? { tool, from: "PATH", commands } : inCache(tool);
}

/**
 * Loki, if there is one on PATH. The lab makes none, for its licence is the AGPL, and does without: VictoriaLogs takes its
 * place. Tests that need Loki itself are skipped where there is none.
 */
export async function lokiOnPath(): Promise<string | undefined> {
    return (await onPath({ commands: ["loki"], accepts: "^3.4.0", probe: ["--version"] }))?.loki;
}

/** The folder a tool has in the cache. Another recipe is another folder, so an edited manifest makes it again. */
export function cacheFolder(tool: Tool): string {
    // How long it takes is not part of how it is made.
    const source = { ...tool.source, seconds: undefined };
    const recipe = createHash("sha256").update(JSON.stringify([tool.version, source]));
    if (tool.source.kind === "go")
        for (const file of ownFiles(tool.source))
            recipe.update(path.relative(__dirname, file)).update(fs.readFileSync(file));
    return path.join(cache, "tools", `${tool.name}-${tool.version}-${recipe.digest("hex").slice(0, 8)}`);
}

/** Files of ours that a tool is made with. */
function ownFiles({ main, trimmed }: GoModule): string[] {
    const program = main.endsWith(".go") ? [path.join(__dirname, main)] : [];
    return [...program, ...(trimmed ? replacementFiles(trimmed) : [])];
}

export function readRecord(tool: Tool): ToolRecord | undefined {
    const file = path.join(cacheFolder(tool), "record.json");
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as ToolRecord) : undefined;
}

/** Sizes of a made tool's commands, for its record. */
export function commandSizes(tool: Tool, folder: string): Record<string, number> {
    return Object.fromEntries(
        tool.commands.map((name) => {
            const file = commandIn(folder, name);
            if (!file) throw new Error(`${tool.name}: no command ${name} in ${folder}`);
            return [name, fs.statSync(file).size];
        }),
    );
}

/** What is wrong with the cache's copy of a tool, in words; undefined if nothing is or there is none. */
export function damage(tool: Tool): string | undefined {
    const folder = cacheFolder(tool);
    if (!fs.existsSync(folder)) return undefined;
    const record = readRecord(tool);
    if (!record) return `${folder} has no record.json: it was not finished`;
    for (const [name, size] of Object.entries(record.sizes)) {
        const file = commandIn(folder, name);
        if (!file) return `${folder} lacks ${name}`;
        const found = fs.statSync(file).size;
        if (found !== size) return `${file} has ${found} bytes, its record says ${size}`;
    }
    return undefined;
}

function inCache(tool: Tool): Found | undefined {
    const folder = cacheFolder(tool);
    if (!fs.existsSync(folder)) return undefined;
    const what = damage(tool);
    if (what)
        throw new Problem(
            `${tool.name} in the lab's cache is damaged: ${what}`,
            'Make it again: "npm run lab -- build"',
        );
    const commands = tool.commands.map((name) => [name, commandIn(folder, name)]);
    return { tool, from: "cache", commands: Object.fromEntries(commands) as Record<string, string> };
}

/** What of a tool PATH has to offer. */
type Sought = Pick<Tool, "commands" | "accepts" | "probe">;

async function onPath(tool: Sought): Promise<Record<string, string> | undefined> {
    const commands: Record<string, string> = {};
    for (const name of tool.commands) {
        const file = which(name);
        if (!file) return undefined;
        commands[name] = file;
    }
    const version = await versionOf(tool, Object.values(commands)[0] ?? "");
    return version && semver.satisfies(version, tool.accepts) ? commands : undefined;
}

async function versionOf(tool: Sought, file: string): Promise<string | undefined> {
    try {
        const output =
            tool.probe === "buildinfo"
                ? /^\tmod\t.*$/m.exec(await command("go", ["version", "-m", file]))?.[0]
                : await command(file, tool.probe, { mergeOutput: true });
        return semver.coerce(output?.match(/\d+\.\d+(\.\d+)?/)?.[0])?.version;
    } catch {
        return undefined; // A command that can't tell its version is not one to rely on.
    }
}

/** The first executable of that name on PATH (daemons live in sbin, which a user's PATH may lack). */
export function which(name: string): string | undefined {
    const folders = [...(process.env.PATH ?? "").split(":"), "/usr/local/sbin", "/usr/sbin", "/sbin"];
    // The lab's own links lead to what was found here before.
    return folders
        .filter((folder) => folder !== bin)
        .map((folder) => path.join(folder, name))
        .find(isExecutable);
}

/** A command in a tool's folder, wherever its package keeps it. */
function commandIn(folder: string, name: string): string | undefined {
    return ["", "usr/bin", "usr/sbin", "usr/lib/cni"]
        .map((sub) => path.join(folder, sub, name))
        .find(isExecutable);
}

function isExecutable(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
