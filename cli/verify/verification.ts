import { RemoteKind } from "../../components/remotes";
import type { AgentsStanding } from "./rollout";
import { RemoteStanding } from "./remotes";
import { Result } from "./run";
import { SecretStanding } from "./secrets";

/** All that was found out about a stack. */
export interface Verification {
    stack: string;
    /** None if the cluster could not be asked. */
    agents?: AgentsStanding;
    secrets: SecretStanding[];
    remotes: RemoteStanding[];
    /** What was asked of the servers that the data goes to, where these are known. */
    queries: Result[];
    /** What is likely behind the queries that are red. */
    causes: string[];
    /** What could not be asked, and why. */
    unasked: string[];
    /** Nothing that stays quiet is excused. */
    strict: boolean;
}

export type Outcome = "green" | "red" | "unknown";

/**
 * Green: everything is there, and every remote takes data now. Red: something is wrong for certain. Unknown: nothing is, as far
 * as could be asked.
 */
export function outcome(found: Verification): Outcome {
    const { agents, secrets, queries, unasked } = found;
    const isRed =
        (agents !== undefined && agents.problems.length > 0) ||
        secrets.some(({ ready }) => !ready) ||
        found.remotes.some((remote) => !takes(remote, found.strict)) ||
        queries.some(({ verdict }) => verdict === "RED");
    if (isRed) return "red";
    return unasked.length > 0 ? "unknown" : "green";
}

/** Agents always have metrics to send, their own; of logs there may be none. */
export function takes({ standing, remote }: RemoteStanding, strict: boolean): boolean {
    return standing === "takes" || (standing === "quiet" && remote.kind === RemoteKind.Loki && !strict);
}

export const exitCodes: Record<Outcome, number> = { green: 0, red: 1, unknown: 2 };

/** What another program reads. */
export function asJson(found: Verification) {
    const { stack, agents, secrets, remotes, queries, causes, unasked } = found;
    return {
        stack,
        outcome: outcome(found),
        ...(agents && { agents }),
        secrets,
        remotes: remotes.map(({ remote: { kind, name, url }, standing, counted, seconds, cause }) => ({
            kind,
            name,
            url,
            standing,
            seconds,
            accepted: counted.accepted,
            refused: counted.refused,
            heldBack: counted.heldBack,
            dropped: counted.dropped,
            ...(counted.newest !== undefined && { newest: new Date(counted.newest).toISOString() }),
            ...(cause && { cause }),
        })),
        queries: queries.map(({ query, verdict, found: count, newest, unmet, problem, excuse }) => ({
            module: query.module,
            language: query.language,
            query: query.text,
            verdict,
            found: count,
            ...(newest !== undefined && { newest: new Date(newest).toISOString() }),
            ...(unmet && { unmet }),
            ...(problem && { problem }),
            ...(excuse && { excuse }),
        })),
        causes,
        unasked,
    };
}
