import * as fs from "node:fs";

import { knownDaemons, logFile, runningPid } from "./host/daemon";
import { dockerEngine } from "./host/docker";
import { kubectl } from "./node/controlPlane";
import { kubeconfig } from "./paths";
import { Problem } from "./problem";
import { requirements } from "./requirements";
import { Found, readRecord } from "./toolchain/locate";
import { title, Tool } from "./toolchain/tool";
import { inventory } from "./toolchain/toolchain";

/** Print what of the lab runs. Returns whether all of it does. */
export async function status(): Promise<boolean> {
    if (!fs.existsSync(kubeconfig)) {
        process.stdout.write('The lab is not up. Start it: "npm run lab -- up"\n');
        return false;
    }
    const rows = knownDaemons().map((name) => [name, pidText(runningPid(name)), logFile(name)]);
    if ((await dockerEngine()) === "theirs") rows.push(["docker", "this machine's", ""]);
    const cluster = await kubectl(["get", "--raw", "/readyz"]).catch(() => false);
    rows.push(["cluster", cluster ? "answers" : "does not answer", kubeconfig]);
    table(rows);
    return cluster && rows.every(([, text]) => text !== "stopped");
}

/** Print what stands in the way of `up`, and where each tool is. Returns whether nothing does. */
export async function doctor(): Promise<boolean> {
    const rows: string[][] = [];
    let well = true;
    const problem = (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        well = false;
        return error.message;
    };
    for (const [name, check] of Object.entries(requirements)) {
        let verdict = "ok";
        try {
            await check({ cluster: true });
        } catch (error) {
            verdict = problem(error);
        }
        rows.push([name, verdict]);
    }
    try {
        for (const { tool, found } of await inventory()) {
            rows.push(found?.from === "PATH" ? [tool.name, onPath(found)] : [title(tool), made(tool, found)]);
        }
    } catch (error) {
        rows.push(["Toolchain", problem(error)]);
    }
    table(rows);
    return well;
}

/** What is on PATH is somebody else's: of it no more is known than that its version fits. */
function onPath({ tool, commands }: Found): string {
    return `from PATH: ${Object.values(commands)[0] ?? ""}, which is ${tool.accepts}`;
}

function made(tool: Tool, found: Found | undefined): string {
    if (!found) return "to be made";
    const seconds = readRecord(tool)?.seconds;
    return seconds === undefined ? "from cache" : `from cache, made in ${seconds} s`;
}

function pidText(pid: number | undefined): string {
    return pid === undefined ? "stopped" : `running (pid ${pid})`;
}

function table(rows: string[][]): void {
    const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
    for (const row of rows) {
        const cells = row.map((cell, column) =>
            column < row.length - 1 ? cell.padEnd(width(column)) : cell,
        );
        process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
    }
}
