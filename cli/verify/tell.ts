import { colored, live } from "../console";
import { remotesTable, secretsTable, table } from "./table";
import { outcome, Verification } from "./verification";

/** Tell people what was found out about a stack, the likely causes of what is wrong last. */
export function tell(found: Verification, since: Date, say: (text: string) => void): void {
    const page = { ...(live && { width: process.stdout.columns }), colored };
    const { agents, secrets, remotes, queries, strict } = found;
    if (agents) say(`\nAgents: ${agents.ready} of ${agents.desired} are ready`);
    if (secrets.length > 0) say(`\nSecrets:\n${secretsTable(secrets, page)}`);
    if (remotes.length > 0) {
        const seconds = Math.round(remotes[0]?.seconds ?? 0);
        say(`\nRemotes, by what the agents counted in ${seconds} s:\n${remotesTable(remotes, strict, page)}`);
    }
    if (queries.length > 0) {
        say(`\nSamples and lines that are newer than ${since.toISOString()}:\n${table(queries, page)}`);
        tellExcuses(found, say);
    }
    const causes = causesOf(found);
    if (causes.length > 0) say(["\nLikely causes:", ...causes.map((cause) => `  ${cause}`)].join("\n"));
    for (const reason of found.unasked) say(`\nNot checked: ${reason}`);
    say(`\n${verdict(found)}`);
}

/** Why something is red, a line each. */
export function causesOf({ agents, secrets, remotes, causes }: Verification): string[] {
    const all = [
        ...(agents?.problems ?? []),
        ...secrets.flatMap(({ kind, name, problem }) => (problem ? [`${kind} ${name}: ${problem}`] : [])),
        ...remotes.flatMap(({ remote: { kind, name, url }, cause }) => {
            const who = `"${name}" (${url})`;
            // Behind a query that is red the same may stand.
            return cause && !causes.some((one) => one.includes(who))
                ? [`${kind} remote ${who}: ${cause}`]
                : [];
        }),
        ...causes,
    ];
    return [...new Set(all)];
}

function tellExcuses({ queries }: Verification, say: (text: string) => void): void {
    const excuses = new Set(queries.flatMap(({ excuse }) => excuse ?? []));
    if (excuses.size === 0) return;
    say("\nQuiet, which is no failure without --strict:");
    for (const excuse of excuses) say(`  ${excuse}`);
}

function verdict(found: Verification): string {
    const { remotes, queries } = found;
    if (remotes.length + queries.length === 0) {
        const words = {
            green: "The agents run; this stack has no remote, so what they collect is thrown away.",
            red: "RED.",
            unknown: "Nothing could be checked.",
        };
        return words[outcome(found)];
    }
    return {
        green: "Green: every remote takes data now.",
        red: "RED: see above.",
        unknown: "Some checks could not be made; all others are green.",
    }[outcome(found)];
}
