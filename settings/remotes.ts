import { RemoteKind } from "../components/remotes";
import { shown } from "../components/validate/problem";
import { PlainRemote, ReadRemote } from "./plainRemote";
import { Problem, Problems } from "./problems";
import { ReadEntry, readObject } from "./remoteObject";
import { exampleOf, readText } from "./remoteText";

/** Read the remotes of one kind; what keeps one from being read goes to `problems`. */
export function readRemotes(
    kind: RemoteKind,
    entries: unknown[],
    nodeIp: string | undefined,
    problems: Problems,
): ReadRemote[] {
    return entries.flatMap((entry, index) => {
        const { remote, problems: found } = readEntry(kind, entry);
        const located = remote && locate(remote, nodeIp, found);
        for (const { at, found: what, ...more } of found)
            problems.add(`${kind}Remotes[${index}]${at}`, what, more);
        return located && found.length === 0 ? [{ remote: located, index }] : [];
    });
}

/** Put this machine's address where a URL names it. */
function locate(remote: PlainRemote, nodeIp: string | undefined, problems: Problem[]): PlainRemote {
    if (/\$NODE_IP(?!\w)/.test(remote.url) && nodeIp === undefined) {
        const found = `the remote "${remote.name}" is on $NODE_IP, and this machine has no address but its own loopback`;
        problems.push({ at: "", found, expected: "nodeIp, the address under which pods reach this machine" });
    }
    // One that stays is a host of that name, and refused.
    return { ...remote, url: remote.url.replace(/\$NODE_IP(?!\w)/g, nodeIp ?? "NODE-IP") };
}

function readEntry(kind: RemoteKind, entry: unknown): ReadEntry {
    if (typeof entry === "string") {
        const read = readText(kind, entry);
        if ("problem" in read) return { problems: [{ at: "", ...read.problem }] };
        const { name, url, username } = read;
        return { remote: { kind, name, url, ...(username && { username }) }, problems: [] };
    }
    if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
        const text = unquoted(entry);
        return text === undefined ? readObject(kind, entry) : readEntry(kind, text);
    }
    const expected = 'a remote as "name:url:username" or as an object';
    return { problems: [{ at: "", found: `is ${shown(entry)}`, expected, write: `- ${exampleOf(kind)}` }] };
}

/**
 * The text that an entry without quotes was meant to be: "name:url:" at the end of a line is a key without a value in YAML,
 * and so is "name:url: username" one with a value.
 */
function unquoted(entry: object): string | undefined {
    const [first, ...more] = Object.entries(entry) as [string, unknown][];
    if (!first || more.length > 0) return undefined;
    const [key, value] = first;
    if (!/^[^:]*:https?:\/\//.test(key)) return undefined;
    if (value === null) return `${key}:`;
    return typeof value === "string" || typeof value === "number" ? `${key}:${value}` : undefined;
}
