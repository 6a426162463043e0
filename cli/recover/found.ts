/** What exists of a resource that was being changed when an update was killed. */
export type Found =
    | { there: "nothing" }
    /** Whatever is there: making it once more writes the same thing to the same place. */
    | { there: "replaceable" }
    /** In a dev Vault: the program finds out what is there, and writes what is not. */
    | { there: "probed" }
    /** All of it, with our mark; the state that it would have. */
    | { there: "ours"; id: string; outputs: Record<string, unknown> }
    /** A part of it, with our mark. */
    | { there: "unfinished"; what: string; remove: () => Promise<void> }
    /** Something of that name without our mark; the command that shows it. */
    | { there: "theirs"; show: string }
    /** A release, by Helm's own records of it. */
    | { there: "release"; records: HelmRecord[]; isOurs: boolean; show: string }
    /** A kind of resource that this program does not make. */
    | { there: "unknown" };

/** What Helm notes of one revision of a release. */
export interface HelmRecord {
    name: string;
    revision: number;
    /** "deployed", "pending-install" and the like. */
    status: string;
    /** Remove this record, and nothing else. */
    remove: () => Promise<void>;
}

/** On everything of ours, in Kubernetes and in Docker. */
export const ourMark = { label: "app.kubernetes.io/part-of", value: "alloy-stack" };
