import { styleText } from "node:util";

import Table from "cli-table3";

import { loginOf, needsSecrets, RemoteLogin } from "../../components/remotes";
import { SecretSource } from "../../components/vault/secretSource";
import { PlainRemote } from "../../settings/plainRemote";
import { colored, note, printJson, say } from "../console";
import { Preflight, preflight } from "../preflight/answer";
import { knownSecrets, SecretPlaces } from "../preflight/knownSecrets";
import { pushNothing } from "../preflight/push";
import { StackPlace } from "../stack/place";
import { readStackSettings } from "../stack/settings";
import { plainTable } from "../table";
import { vaultClient } from "../vault/client";

interface AskedRemote {
    remote: PlainRemote;
    found: Preflight;
}

/** Ask each of a stack's remotes from here, before anything is deployed, and tell the answers. Returns the exit code. */
export async function askRemotes(place: StackPlace, json: boolean): Promise<number> {
    const known = await readStackSettings(place);
    // What is in Vault alone cannot be tried then; the rest can.
    const vault = await vaultClient(known.configuration.project, known.settings).catch((error: unknown) => {
        note(`warning: ${(error as Error).message}`);
        return undefined;
    });
    const places: SecretPlaces = { place, known, ...(vault && { vault }) };
    const { prometheusRemotes = [], lokiRemotes = [] } = known.settings.stack;
    const sources = [...prometheusRemotes, ...lokiRemotes].map(
        ({ secretSource = SecretSource.Config }) => secretSource,
    );
    const asked = await Promise.all(
        known.settings.remotes.map(async (remote, index): Promise<AskedRemote> => {
            const secrets = await knownSecrets(remote, sources[index] ?? SecretSource.Config, places);
            const knowsLogin = !needsLogin(remote) || "password" in secrets || "token" in secrets;
            return { remote, found: preflight(remote, await pushNothing(remote, secrets), knowsLogin) };
        }),
    );
    if (json)
        printJson(asked.map(({ remote: { kind, name, url }, found }) => ({ kind, name, url, ...found })));
    else tell(known.stack, asked);
    return asked.every(({ found }) => found.ok) ? 0 : 1;
}

function needsLogin(remote: PlainRemote): boolean {
    // Requests that are signed need keys that only agents have.
    if (loginOf(remote) === RemoteLogin.SigV4) return true;
    return needsSecrets(remote) && loginOf(remote) !== RemoteLogin.None;
}

function tell(stack: string, asked: AskedRemote[]): void {
    if (asked.length === 0) {
        say(`Stack ${stack} has no remote.`);
        return;
    }
    const table = new Table(plainTable);
    table.push(["", "remote", "", "reachable", "trusted", "path", "login"]);
    for (const { remote, found } of asked) {
        const { reachable, trusted, path, login, ok } = found;
        const steps = [reachable, trusted, path, login].map((step) =>
            step === undefined ? "-" : step ? "yes" : "no",
        );
        table.push([remote.kind, remote.name, paint(ok), ...steps]);
    }
    say(table.toString().replace(/ +$/gm, ""));
    for (const { remote, found } of asked)
        if (found.words) say(`  ${remote.kind} remote "${remote.name}" (${remote.url}): ${found.words}`);
}

function paint(ok: boolean): string {
    const [word, color] = ok ? (["ok", "green"] as const) : (["RED", "red"] as const);
    return colored ? styleText(color, word) : word;
}
