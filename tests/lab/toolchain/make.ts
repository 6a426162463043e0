import * as fs from "node:fs";
import * as path from "node:path";

import { installDebian, unpackDebian } from "./debian";
import { buildGoModule } from "./goModule";
import { cacheFolder, commandSizes, ToolRecord } from "./locate";
import { unpackNpm } from "./npmArchive";
import { GoModule, Tool } from "./tool";

/**
 * Make a tool. It appears in the cache in one move when it is whole, so an interrupted one leaves nothing that could
 * be taken for it; what Go has compiled by then is kept and not compiled again.
 */
export async function make(tool: Tool, progress: (line: string) => void): Promise<void> {
    const { source } = tool;
    if (source.kind === "debian" && source.as === "install") return installDebian(source.packages);

    const started = Date.now();
    const folder = cacheFolder(tool);
    const partial = `${folder}.partial`;
    fs.rmSync(partial, { recursive: true, force: true });
    fs.mkdirSync(partial, { recursive: true });

    if (source.kind === "debian") await unpackDebian(source.packages, partial);
    else if (source.kind === "npm") await unpackNpm(source, partial);
    else await compile({ ...tool, source }, partial, progress);

    const record: ToolRecord = {
        seconds: Math.round((Date.now() - started) / 1000),
        sizes: commandSizes(tool, partial),
    };
    fs.writeFileSync(path.join(partial, "record.json"), JSON.stringify(record, undefined, 4));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(partial, folder);
}

async function compile(
    tool: Tool & { source: GoModule },
    folder: string,
    progress: (line: string) => void,
): Promise<void> {
    const [first, ...others] = tool.commands;
    await buildGoModule(tool, path.join(folder, first ?? tool.name), progress);
    // One program, called by several names.
    for (const name of others) fs.symlinkSync(first ?? tool.name, path.join(folder, name));
}
