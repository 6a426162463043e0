import * as fs from "node:fs";
import * as path from "node:path";

import { Listr } from "listr2";

import { cache } from "../paths";
import { Problem } from "../problem";
import { rendering, ticking } from "../progress";
import { alone } from "./alone";
import { makeCharts, missingCharts } from "./charts";
import { endCompilers } from "./compilers";
import { prepareGoModule, removeGoCaches } from "./goModule";
import { cacheFolder, damage, Found, locate } from "./locate";
import { make } from "./make";
import { toolsOfTests, tools } from "./manifest";
import { SideBySide } from "./sideBySide";
import { isGoModule, title, Tool } from "./tool";

const GiB = 2 ** 30;

/** Every command the lab uses, by name, as an absolute path. */
export type Commands = Record<string, string>;

/** Find every tool, or those that are wanted, make the missing ones, and say where their commands are. */
export async function prepareToolchain(wanted: Tool[] = tools): Promise<Commands> {
    if ((await missing(wanted)).length + missingCharts().length > 0)
        // Somebody else may have made them meanwhile.
        await alone(path.join(cache, "lock"), async () => makeAll(await missing(wanted)));
    const found = await Promise.all(wanted.map(locate));
    const unfit = wanted.filter((_, index) => !found[index]);
    if (unfit.length > 0) {
        const needed = unfit.map(({ commands, accepts }) => `${commands.join(", ")} ${accepts}`).join("; ");
        throw new Problem(
            `what was installed does not fit: ${needed} is needed`,
            "Put a fitting version on PATH",
        );
    }
    return Object.assign({}, ...found.map((f) => f?.commands)) as Commands;
}

/** Where each tool is; `found` is undefined for those that have to be made. Throws for a damaged one. */
export async function inventory(of: Tool[] = tools): Promise<{ tool: Tool; found: Found | undefined }[]> {
    return Promise.all(of.map(async (tool) => ({ tool, found: await locate(tool) })));
}

/** Forget what the cache holds in a broken state, so that it is made again. */
export function discardDamaged(): void {
    for (const tool of [...tools, ...toolsOfTests].filter(damage))
        fs.rmSync(cacheFolder(tool), { recursive: true, force: true });
}

async function missing(wanted: Tool[]): Promise<Tool[]> {
    return (await inventory(wanted)).filter(({ found }) => !found).map(({ tool }) => tool);
}

async function makeAll(toMake: Tool[]): Promise<void> {
    // Of a lab that was killed: it could not end them.
    await endCompilers();
    const compiled = toMake.filter(isGoModule).sort((a, b) => b.source.seconds - a.source.seconds);
    const others = toMake.filter((tool) => !isGoModule(tool));
    // The lab's own programs take no room worth speaking of.
    checkDisk(compiled.filter(({ source }) => source.module).map((tool) => tool.name));

    const builds = new SideBySide();
    const each = (list: Tool[]) =>
        list.map((tool) => ({
            title: title(tool),
            task: ticking((progress) => builds.run(() => make(tool, progress))),
        }));
    const tasks = new Listr(
        [
            {
                // First of all: a registry that refuses one of them is known before anything is installed or compiled.
                title: "Ask the module registry for every program",
                enabled: compiled.length > 0,
                task: async () => {
                    for (const tool of compiled) await prepareGoModule(tool);
                },
            },
            {
                title: "From Debian and npm",
                enabled: others.length > 0,
                task: (_, task) => task.newListr(each(others), { concurrent: false }),
            },
            { title: "Charts", enabled: missingCharts().length > 0, task: ticking(makeCharts) },
            {
                title: "Compile, two at a time, the longest first",
                enabled: compiled.length > 0,
                task: (_, task) => task.newListr(each(compiled), { concurrent: 2 }),
            },
            { title: "Remove Go's caches", task: removeGoCaches },
        ],
        rendering,
    );
    try {
        await tasks.run();
    } catch (error) {
        // Also of what is compiled beside the one that failed; what Go has compiled by then is kept.
        await builds.end(endCompilers);
        throw error;
    }
}

/** Compiling needs room for Go's caches; running out of it half an hour later helps nobody. */
function checkDisk(compiled: string[]): void {
    if (compiled.length === 0) return;
    // Measured for all eight: 6 GiB of modules, 8 of what is compiled, 1 of copies and tools. Alloy alone takes 4.
    const needed = Math.ceil(3 + 1.7 * compiled.length);
    const { bavail, bsize } = fs.statfsSync(existing(cache));
    const free = (bavail * bsize) / GiB;
    if (free < needed) {
        throw new Problem(
            `the disk under ${cache} has ${free.toFixed(1)} GiB free, but compiling ${compiled.join(", ")} takes up to ${needed} GiB`,
            "Free some, or name a folder of a larger disk in XDG_CACHE_HOME",
        );
    }
}

/** The folder, or the nearest one above it that is there. */
function existing(folder: string): string {
    return fs.existsSync(folder) ? folder : existing(path.dirname(folder));
}
