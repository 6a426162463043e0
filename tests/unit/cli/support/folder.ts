import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A folder for each test, removed after it. */
export function eachFolder(): {
    at: (...parts: string[]) => string;
    write: (name: string, text: string) => string;
} {
    let folder = "";
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-stack-"));
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });
    const at = (...parts: string[]) => path.join(folder, ...parts);
    const write = (name: string, text: string) => {
        fs.mkdirSync(path.dirname(at(name)), { recursive: true });
        fs.writeFileSync(at(name), text);
        return at(name);
    };
    return { at, write };
}
