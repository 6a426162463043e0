import type { EngineEvent } from "@pulumi/pulumi/automation";

/** A resource that changes, or would. */
export interface Change {
    /** "create", "update", "replace", "delete" and the like. */
    operation: string;
    type: string;
    name: string;
    urn: string;
    /** The names of the properties that differ. Values may be secret and are left out. */
    properties: string[];
}

/** Something that the engine, a plugin or the program said about a resource, or about nothing in particular. */
export interface Remark {
    severity: "warning" | "error";
    resource?: string;
    text: string;
}

/** What an operation of the engine has done, or a preview found. */
export interface Report {
    stack: string;
    operation: string;
    succeeded: boolean;
    seconds: number;
    /** How many resources by what happens to them; "same" among them. */
    counts: Record<string, number>;
    changes: Change[];
    remarks: Remark[];
}

/** What is no change: nothing is done, or it is only looked at. */
const quiet = ["same", "read", "refresh", "read-discard", "discard"];

/** The single steps of a replacement, which is reported once. */
const steps = [
    "create-replacement",
    "delete-replaced",
    "read-replacement",
    "discard-replaced",
    "remove-pending-replace",
];

/** Collects a report from the engine's events. */
export class Reporter {
    private readonly changes = new Map<string, Change>();
    private readonly remarks: Remark[] = [];
    private counts: Record<string, number> = {};
    private seconds = 0;

    constructor(
        private readonly stack: string,
        private readonly operation: string,
    ) {}

    readonly take = (event: EngineEvent): void => {
        // A refresh knows what has changed only when it has read it.
        const metadata = (event.resOutputsEvent ?? event.resourcePreEvent)?.metadata;
        if (metadata) this.takeStep(metadata);
        const { diagnosticEvent: said, summaryEvent: summary } = event;
        if (said && !said.ephemeral && (said.severity === "warning" || said.severity === "error"))
            this.takeRemark(said.severity, said.message, said.urn);
        if (summary) {
            this.counts = { ...summary.resourceChanges };
            this.seconds = summary.durationSeconds;
        }
    };

    report(succeeded: boolean): Report {
        return {
            stack: this.stack,
            operation: this.operation,
            succeeded,
            seconds: this.seconds,
            counts: this.counts,
            changes: [...this.changes.values()],
            remarks: this.remarks,
        };
    }

    private takeStep(metadata: StepMetadata): void {
        const { op, urn, type, diffs, keys, detailedDiff } = metadata;
        if (steps.includes(op)) return;
        if (quiet.includes(op)) {
            this.changes.delete(urn);
            return;
        }
        const properties = Object.keys(detailedDiff ?? {});
        this.changes.set(urn, {
            operation: op,
            type,
            name: nameOf(urn),
            urn,
            properties: properties.length > 0 ? properties : (diffs ?? keys ?? []),
        });
    }

    private takeRemark(severity: Remark["severity"], message: string, urn?: string): void {
        const text = withoutColors(message).trim();
        const isNew = this.remarks.every((one) => one.text !== text);
        if (isNew) this.remarks.push({ severity, ...(urn && { resource: nameOf(urn) }), text });
    }
}

type StepMetadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? urn;
}

/** The engine's own marks for colours: <{%fg 1%}>. */
function withoutColors(text: string): string {
    return text.replace(/<\{%.*?%\}>/g, "");
}
