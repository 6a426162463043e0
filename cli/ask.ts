import confirm from "@inquirer/confirm";
import password from "@inquirer/password";
import { text } from "node:stream/consumers";

import { Failure } from "./failure";

/** Ask the user. Without a terminal, fail and name the option that answers. */
export async function confirmed(question: string): Promise<boolean> {
    if (!process.stdin.isTTY) throw new Failure("there is no terminal to confirm this on; give --yes");
    return confirm({ message: question, default: false }, { output: process.stderr });
}

/** Read a secret: as it is typed, without showing it, or what another command gives on standard input. */
export async function askSecret(what: string): Promise<string> {
    const given = process.stdin.isTTY
        ? await password({ message: what }, { output: process.stderr })
        : await text(process.stdin);
    // What ends a line is not part of it.
    const secret = given.replace(/\r?\n$/, "");
    if (secret) return secret;
    throw new Failure(`no ${what} was given; type it, or pipe it in`);
}
