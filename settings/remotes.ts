import { Remote, RemoteKind } from "../components/remotes";
import { Problem, Problems, shown } from "./problems";
import { remoteProblems } from "./remoteChecks";
import { refuseCollisions } from "./remoteName";
import { ReadEntry, readObject } from "./remoteObject";
import { exampleOf, readText } from "./remoteText";

/** Read the remotes of one kind; what is wrong with them goes to `problems`. */
export function readRemotes(
    kind: RemoteKind,
    entries: unknown[],
    nodeIp: string | undefined,
    problems: Problems,
): Remote[] {
    const remotes = entries.flatMap((entry, index) => {
        const read = parseRemote(kind, entry, nodeIp);
        if ("remote" in read) return [read.remote];
        for (const { at, found, ...more } of read.problems)
            problems.add(`${kind}Remotes[${index}]${at}`, found, more);
        return [];
    });
    refuseCollisions(kind, remotes, problems);
    return remotes;
}

/** Either the remote or what is wrong with it, and where below its entry. */
export type ParsedRemote = { remote: Remote } | { problems: Problem[] };

/** Read one entry of a list of remotes: text or an object. $NODE_IP in its URL is replaced. */
export function parseRemote(kind: RemoteKind, entry: unknown, nodeIp?: string): ParsedRemote {
    const { remote, problems } = readEntry(kind, entry);
    if (!remote) return { problems };
    if (remote.url.includes("$NODE_IP") && nodeIp === undefined) {
        const found = `the remote "${remote.name}" is on $NODE_IP, and this machine has no address but its own loopback`;
        problems.push({ at: "", found, expected: "nodeIp, the address under which pods reach this machine" });
    }
    // One that stays is a host of that name, and refused.
    const located = { ...remote, url: remote.url.replace("$NODE_IP", nodeIp ?? "NODE-IP") };
    problems.push(...remoteProblems(located).map((one) => ({ at: "", ...one })));
    return problems.length > 0 ? { problems } : { remote: located };
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
