import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";

/** Read a secret from standard input: as it is typed, without showing it, or what another command gives. */
export async function readSecret(what: string): Promise<string> {
    const given = process.stdin.isTTY ? await ask(what) : await text(process.stdin);
    // What ends a line is not part of it.
    const secret = given.replace(/\r?\n$/, "");
    if (secret) return secret;
    throw new Error(`no ${what} was given; type it, or pipe it in`);
}

async function ask(what: string): Promise<string> {
    process.stderr.write(`${what}: `);
    const nowhere = new Writable({
        write: (_chunk, _encoding, done) => {
            done();
        },
    });
    const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
    try {
        return await terminal.question("");
    } finally {
        terminal.close();
        process.stderr.write("\n");
    }
}
