import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

export const repository = path.resolve(__dirname, "../../..");

/** A folder of its own, which goes when the tests end. */
export function freshFolder(): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-stack-package-"));
    after(function () {
        this.timeout(60_000);
        fs.rmSync(folder, { recursive: true, force: true });
    });
    return folder;
}

/** Run a command in a folder. Returns what it prints; what it complains of is the error if it fails. */
export async function run(folder: string, command: string, ...args: string[]): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)(command, args, { cwd: folder, maxBuffer: 2 ** 26 });
        return stdout;
    } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error });
    }
}
