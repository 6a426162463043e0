import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Write a file, unless it has that content already: programs that watch their configuration take a rewritten file for
 * a changed one, and kube-proxy ends.
 */
export function writeIfChanged(file: string, content: string, mode = 0o644): void {
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(file, { force: true }); // It may be a link to somebody's own.
    fs.writeFileSync(file, content, { mode });
}
