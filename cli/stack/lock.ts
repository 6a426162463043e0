import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

/** What Pulumi notes of the process that holds a lock. */
interface Lock {
    pid: number;
    hostname: string;
    timestamp: string;
}

/**
 * Take away the locks of stacks in this folder that processes of this machine hold and that are dead: Pulumi removes its
 * lock when it ends, however it ends, unless it is killed. Returns whether there was one. `pulumi cancel` would do the
 * same, but for a stack that was killed while it was being made.
 */
export async function removeLocksOfTheDead(state: string): Promise<boolean> {
    const folder = path.join(state, ".pulumi", "locks");
    if (!fs.existsSync(folder)) return false;
    const files = fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".json"))
        .map((file) => path.join(folder, file));
    let removed = false;
    for (const file of files) {
        if (!(await isOfTheDead(JSON.parse(fs.readFileSync(file, "utf8")) as Lock))) continue;
        fs.rmSync(file);
        removed = true;
    }
    return removed;
}

async function isOfTheDead({ pid, hostname }: Lock): Promise<boolean> {
    if (hostname !== os.hostname()) return false;
    try {
        // Its number may be another process's by now, and a killed one is listed until its parent has taken note.
        const { stdout } = await promisify(execFile)("ps", ["-o", "stat=,comm=", "-p", String(pid)]);
        return /^\s*Z/.test(stdout) || !stdout.includes("pulumi");
    } catch {
        return true; // ps finds none.
    }
}
