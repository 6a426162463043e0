import * as fs from "node:fs";
import * as path from "node:path";

import { ExtraModuleArgs } from "../components/agent/extraModule";
import { shown } from "../components/validate/problem";
import { Problems } from "./problems";
import { isBelow } from "./vaultCertificate";

/** Read the files with the users' own modules; one that cannot be read goes to `problems`. */
export function readExtraModules(files: string[], folder: string, problems: Problems): ExtraModuleArgs[] {
    // With one left out, what is wrong would have another place in the list.
    if (problems.has("extraModules")) return [];
    const read = files.flatMap((name, index) => {
        const refuse = (found: string) => {
            const expected =
                "the path of a file below the project's folder, which other machines have as well";
            problems.add(`extraModules[${index}]`, found, { expected });
            return [];
        };
        if (!isBelow(name)) return refuse(`is ${shown(name)}`);
        try {
            return [{ name, text: fs.readFileSync(path.join(folder, name), "utf8") }];
        } catch {
            return refuse(`is ${shown(name)}, and there is no such file in ${folder}`);
        }
    });
    return problems.has("extraModules") ? [] : read;
}
