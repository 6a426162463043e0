import * as assert from "node:assert/strict";

import type { EngineEvent } from "@pulumi/pulumi/automation";

import { markdown } from "../../../../cli/markdown/summary";
import { Reporter } from "../../../../cli/stack/report";

const urn = (name: string) => `urn:pulumi:prod::alloy-stack::kubernetes:core/v1:ConfigMap::${name}`;

type Event = Partial<EngineEvent>;

/** With a value that nobody should see. */
function step(op: string, name: string, more: object = {}): NonNullable<Event["resourcePreEvent"]> {
    const state = { inputs: { data: "not to be shown" }, outputs: {} };
    const type = "kubernetes:core/v1:ConfigMap";
    const metadata: unknown = { op, urn: urn(name), type, old: state, new: state, ...more };
    return { metadata } as NonNullable<Event["resourcePreEvent"]>;
}

const before = (...of: Parameters<typeof step>): Event => ({ resourcePreEvent: step(...of) });
const after = (...of: Parameters<typeof step>): Event => ({ resOutputsEvent: step(...of) });

function said(severity: "info" | "warning" | "error", message: string, more: object = {}): Event {
    return { diagnosticEvent: { severity, message, color: "", ...more } };
}

function report(...events: Event[]) {
    const reporter = new Reporter("prod", "preview");
    for (const event of events) reporter.take({ sequence: 0, timestamp: 0, ...event });
    return reporter.report(true);
}

const summary = {
    summaryEvent: {
        resourceChanges: { same: 40, update: 1 },
        durationSeconds: 3,
        maybeCorrupt: false,
        policyPacks: {},
    },
};

describe("the report of an operation", () => {
    it("names each resource that changes, and which of its properties, and no value", () => {
        const found = report(
            before("update", "a", { detailedDiff: { "data.x": { diffKind: "update", inputDiff: true } } }),
            before("same", "b"),
            before("create", "c"),
            summary,
        );
        assert.deepEqual(
            found.changes.map(({ operation, name, properties }) => [operation, name, properties]),
            [
                ["update", "a", ["data.x"]],
                ["create", "c", []],
            ],
        );
        assert.deepEqual(found.counts, { same: 40, update: 1 });
        assert.doesNotMatch(JSON.stringify(found), /not to be shown/);
    });

    it("tells a replacement once, and a refresh by what it has found", () => {
        const replaced = report(
            before("create-replacement", "a"),
            before("replace", "a", { keys: ["metadata.name"] }),
            before("delete-replaced", "a"),
        );
        assert.deepEqual(
            replaced.changes.map(({ operation, properties }) => [operation, properties]),
            [["replace", ["metadata.name"]]],
        );
        const refreshed = report(before("refresh", "b"), after("update", "b"));
        assert.deepEqual(
            refreshed.changes.map(({ operation }) => operation),
            ["update"],
        );
    });

    it("has what was said, once and without colours; what is only passing is left out", () => {
        const { remarks } = report(
            said("error", "<{%fg 1%}>it failed<{%reset%}>\n", { urn: urn("a") }),
            said("error", "it failed"),
            said("warning", "hm"),
            said("info", "so what"),
            said("warning", "for a moment", { ephemeral: true }),
        );
        assert.deepEqual(remarks, [
            { severity: "error", resource: "a", text: "it failed" },
            { severity: "warning", text: "hm" },
        ]);
    });
});

describe("the text of a comment", () => {
    it("begins with what happens, then each change, then what was said", () => {
        const text = markdown(
            report(
                before("update", "a|b", { diffs: ["data"] }),
                before("delete", "c"),
                said("warning", "one\n  pulumi ```up"),
                summary,
            ),
        );
        assert.equal(
            text,
            [
                "### `preview` of stack `prod`",
                "",
                "1 changed, 1 **deleted**; 40 stay as they are.",
                "",
                "| | Type | Name | Differs in |",
                "| --- | --- | --- | --- |",
                "| changed | `kubernetes ConfigMap` | `a\\|b` | `data` |",
                "| **deleted** | `kubernetes ConfigMap` | `c` |  |",
                "",
                "- **warning**:",
                "  ```",
                "  one",
                "    pulumi '''up",
                "  ```",
            ].join("\n"),
        );
    });

    it("says when nothing changes, and when it has failed", () => {
        assert.match(markdown(report(summary)), /Nothing changes; 40 resources stay as they are\.$/);
        assert.match(
            markdown({ ...report(before("create", "a")), succeeded: false }),
            /^### Failed: `preview` of stack `prod`\n\nOnly what came before the failure is counted\. 1 created; 0 stay as they are\.\n/,
        );
    });

    it("counts what would be too long to read", () => {
        const many = Array.from({ length: 60 }, (_, index) => before("create", `r${index}`));
        const text = markdown(report(...many));
        assert.match(text, /^60 created;/m);
        assert.match(text, /… and 10 more\.$/);
        assert.equal(text.match(/^\| created/gm)?.length, 50);
    });
});
