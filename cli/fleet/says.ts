import { z } from "zod";

import type { Ended } from "./child";

/** The parts of what a command prints with --json that one line can tell of. */
const verification = z.object({
    outcome: z.string(),
    agents: z.object({ problems: z.array(z.string()) }).optional(),
    secrets: z.array(z.object({ name: z.string(), ready: z.boolean(), problem: z.string().optional() })),
    remotes: z.array(
        z.object({ kind: z.string(), name: z.string(), standing: z.string(), cause: z.string().optional() }),
    ),
    causes: z.array(z.string()),
    unasked: z.array(z.string()),
});
const operation = z.object({
    changes: z.array(z.object({ operation: z.string() })),
    remarks: z.array(z.object({ severity: z.string(), text: z.string() })),
    verification: verification.optional(),
});

/** What a stack's command has come to, as one line. */
export function says({ code, stdout, stderr }: Ended): string {
    // A signal has ended it before it could say anything of itself.
    if (code === null) return "";
    const report = parsed(stdout);
    const engine = operation.safeParse(report).data;
    const verified = verification.safeParse(report).data ?? engine?.verification;
    if (code === 0)
        return [engine && counted(engine), verified && arriving(verified)].filter(Boolean).join("; ");
    const error = engine?.remarks.find(({ severity }) => severity === "error")?.text;
    const wrong = error ?? (verified && trouble(verified)) ?? lastError(stderr);
    // A preview that was to find nothing says no more than that it has failed.
    const changes = engine && engine.changes.length > 0 ? `${counted(engine)}: ` : "";
    return `${error ? "" : changes}${headline(wrong)}`;
}

/** What a command has printed for another program. */
export function parsed(stdout: string): unknown {
    try {
        return JSON.parse(stdout);
    } catch {
        return undefined;
    }
}

/** The first line of a message, and what follows a heading. */
function headline(text: string): string {
    const [first = "", second] = text.trim().split(/\s*\n\s*(?:- )?/);
    return first.endsWith(":") && second ? `${first} ${second}` : first;
}

function counted({ changes }: z.infer<typeof operation>): string {
    if (changes.length === 0) return "no changes";
    const counts = new Map<string, number>();
    for (const { operation: what } of changes) counts.set(what, (counts.get(what) ?? 0) + 1);
    return [...counts].map(([what, count]) => `${count} ${words[what] ?? what}`).join(", ");
}

/** What happens to a resource, or would. */
const words: Record<string, string> = {
    create: "created",
    update: "changed",
    replace: "replaced",
    delete: "deleted",
    import: "imported",
};

function arriving({ remotes }: z.infer<typeof verification>): string {
    const taking = remotes.filter(({ standing }) => standing === "takes").length;
    return `${taking} of ${remotes.length} remotes take data now`;
}

function trouble(found: z.infer<typeof verification>): string | undefined {
    const { agents, secrets, remotes, causes, unasked } = found;
    const secret = secrets.find(({ ready }) => !ready);
    const remote = remotes.find(({ standing }) => standing === "loses" || standing === "holds");
    return (
        agents?.problems[0] ??
        (secret && `${secret.name}: ${secret.problem ?? "not ready"}`) ??
        (remote && `${remote.kind}/${remote.name}: ${remote.cause ?? remote.standing}`) ??
        causes[0] ??
        unasked[0]
    );
}

function lastError(stderr: string): string {
    const lines = stderr.split("\n").filter((line) => line.trim());
    const error = lines.findLast((line) => /^\s*error: /.test(line) && !/it says above why/.test(line));
    return (error ?? lines.at(-1) ?? "it says nothing").replace(/^\s*error: /, "");
}
