import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { readGoMod } from "./goMod";
import { Trim } from "./tool";

/** Where the files lie that take the place of others. */
const trimmed = path.join(__dirname, "trimmed");

/** A file of ours by this name takes the place of its whole package. */
const wholePackage = "package.go";

/** The folder with our files for a module. */
export function replacement({ modules }: Trim, module: string): string {
    return path.join(trimmed, modules[module] ?? "");
}

/** All files that a trimmed tool is made with, as absolute paths. */
export function replacementFiles(trim: Trim): string[] {
    return Object.keys(trim.modules).flatMap((module) => filesIn(replacement(trim, module)));
}

/** Whether our folder for a module stands for the whole of it. */
export function isWhole(ours: string): boolean {
    return fs.existsSync(path.join(ours, "go.mod"));
}

/**
 * Copy a module to `target`, with our files in it. A `program` of ours may be added, to use what is internal to the module.
 * Of its go.mod only the name is kept: what it requires stands in the go.mod of whoever compiles it.
 */
export async function copyTrimmed(
    original: string,
    ours: string,
    target: string,
    program: string | undefined,
): Promise<void> {
    fs.rmSync(target, { recursive: true, force: true });
    fs.cpSync(original, target, { recursive: true });
    await command("chmod", ["-R", "u+w", target]);
    for (const file of filesIn(ours)) {
        const place = path.join(target, path.relative(ours, file));
        if (program !== undefined && path.dirname(place) === path.join(target, program))
            fs.mkdirSync(path.dirname(place), { recursive: true });
        else replace(place, file);
        fs.copyFileSync(file, place);
    }
    const { Module, Go } = await readGoMod(path.join(original, "go.mod"));
    fs.writeFileSync(path.join(target, "go.mod"), `module ${Module.Path}\ngo ${Go ?? "1.24"}\n`);
}

/** Remove what a file of ours takes the place of. What is not there any more has moved in a later release. */
function replace(place: string, file: string): void {
    const folder = path.dirname(place);
    const whole = path.basename(place) === wholePackage;
    if (!fs.existsSync(whole ? folder : place)) {
        throw new Error(`${file} is to take the place of ${place}, but that is not there`);
    }
    const old = whole
        ? fs.readdirSync(folder).filter((name) => name.endsWith(".go"))
        : [path.basename(place)];
    for (const name of old) fs.rmSync(path.join(folder, name));
}

function filesIn(folder: string): string[] {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
}
