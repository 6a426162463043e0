import * as fs from "node:fs";
import * as path from "node:path";

/** A module's name and folder, as `go list` prints them with this template: once for each of its packages. */
export const modulesTemplate = "{{with .Module}}{{.Path}} {{.Dir}}{{end}}";

/** Refuse to compile a program that has a module under the AGPL in it: nothing here is to be bound by that licence. */
export function refuseAffero(program: string, listed: string): void {
    const modules = new Set(listed.split("\n").filter((line) => line.includes(" ")));
    const refused = [...modules].map((line) => line.split(" ")).filter(([, folder = ""]) => isAffero(folder));
    if (refused.length === 0) return;
    const names = refused.map(([name]) => name).join(", ");
    throw new Error(`${program} would contain ${names}, whose licence is the AGPL: trim it in the manifest`);
}

/** Whether the title of a licence in this folder is the AGPL's; others, like the MPL, mention it too. */
function isAffero(folder: string): boolean {
    if (!fs.existsSync(folder)) return false;
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && /^(licen[cs]e|copying)/i.test(entry.name))
        .some(({ name }) =>
            /^\s*GNU AFFERO GENERAL PUBLIC LICENSE/.test(fs.readFileSync(path.join(folder, name), "utf8")),
        );
}
