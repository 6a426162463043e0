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
    if (remote.url.includes("$NODE_IP") && nodeIp === undefined) {
        const found = `the remote "${remote.name}" is on $NODE_IP, and this machine has no address but its own loopback`;
        problems.push({ at: "", found, expected: "nodeIp, the address under which pods reach this machine" });
    }
    // One that stays is a host of that name, and refused.
    return { ...remote, url: remote.url.replace("$NODE_IP", nodeIp ?? "NODE-IP") };
}

function readEntry(kind: RemoteKind, entry: unknown): ReadEntry {
    if (typeof entry === "string") {
        const read = readText(kind, entry);
        if ("problem" in read) return { problems: [{ at: "", ...read.problem }] };
        const { name, url, username } = read;
        return { remote: { kind, name, url, ...(username && { username }) }, problems: [] };
    }
    if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) return readObject(kind, entry);
    const expected = 'a remote as "name:url:username" or as an object';
    return { problems: [{ at: "", found: `is ${shown(entry)}`, expected, write: `- ${exampleOf(kind)}` }] };
}
