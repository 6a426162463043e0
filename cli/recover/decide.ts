import { Found, HelmRecord } from "./found";
import { called, Deployment, PendingOperation } from "./pending";

/** What will be done with the stack next. */
export type NextCommand = "up" | "destroy" | "refresh";

/** What is to be done about one operation that was under way when an update was killed. */
export type Decision =
    /** Read the real state of its resource, which shows how far it came. */
    | { do: "refresh" }
    /** It made nothing, or what it made is made in the same place once more. */
    | { do: "clear" }
    /** It made what it should: put that into the state. */
    | { do: "adopt"; id: string; outputs: Record<string, unknown>; failed?: string }
    /** It made a part of something of ours, which is removed, and then made by the next update. */
    | { do: "remove"; what: string; remove: () => Promise<void> }
    /** Remove the rest of what it was removing. */
    | { do: "finish" }
    /** It is not for this program to decide. */
    | { do: "stop"; reason: string };

/** `found` is what exists of the operation's resource, where it was looked up. */
export function decide(
    operation: PendingOperation,
    found: Found,
    deployment: Deployment,
    next: NextCommand,
): Decision {
    const { type, resource } = operation;
    if (found.there === "release") return decideRelease(operation, found.records, found, next);
    if (found.there === "probed") return { do: "clear" };
    if (type !== "creating") return { do: "refresh" };
    switch (found.there) {
        case "nothing":
        case "replaceable":
            return { do: "clear" };
        case "unfinished":
            return { do: "remove", what: found.what, remove: found.remove };
        case "theirs":
            return { do: "stop", reason: notOurs(called(resource), found.show) };
        case "unknown":
            return {
                do: "stop",
                reason: `${called(resource)}: it is not known whether it was created; tell Pulumi: pulumi refresh`,
            };
        case "ours":
            // A replacement that was made beside the resource that it replaces.
            if (isInState(resource.urn, deployment)) return { do: "clear" };
            return { do: "adopt", id: found.id, outputs: found.outputs };
    }
}

/** Helm says by a release's newest record how far it came, and refuses to go on from where it was interrupted. */
function decideRelease(
    { type, resource: { inputs, ...resource } }: PendingOperation,
    records: HelmRecord[],
    { isOurs, show }: { isOurs: boolean; show: string },
    next: NextCommand,
): Decision {
    const newest = [...records].sort((a, b) => a.revision - b.revision).at(-1);
    if (!newest) return type === "creating" ? { do: "clear" } : { do: "refresh" };
    const { name, revision, status, remove } = newest;
    if (type === "creating" && !isOurs)
        return { do: "stop", reason: notOurs(called({ inputs, ...resource }), show) };
    if (status.startsWith("pending-")) {
        const what = `Helm's record of revision ${revision} of release ${name}, which is ${status}`;
        return { do: "remove", what, remove };
    }
    if (status === "uninstalling" && type === "deleting" && next !== "destroy") return { do: "finish" };
    if (type !== "creating") return { do: "refresh" };
    const outputs = { ...inputs, __inputs: inputs };
    const id = `${String(inputs.namespace)}/${String(inputs.name)}`;
    const failed = status === "failed" && `the release's revision ${revision} has failed`;
    return { do: "adopt", id, outputs, ...(failed && { failed }) };
}

function notOurs(what: string, show: string): string {
    return `${what}: something of that name exists, and this program did not create it; see: ${show}`;
}

/** A resource that is only waiting to be created again does not exist. */
function isInState(urn: string, { resources }: Deployment): boolean {
    return (resources ?? []).some((one) => one.urn === urn && !one.pendingReplacement);
}
