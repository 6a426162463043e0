import * as assert from "node:assert/strict";

import { SettingsError } from "../../../settings/problems";
import { parseSettings } from "../../../settings/settings";

function stackOf(more: Record<string, unknown>) {
    const given = Object.entries(more).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const all = { clusterName: "c", ...(Object.fromEntries(given) as Record<string, string>) };
    return parseSettings("p", all, { machineIp: () => "192.0.2.1" }).settings.stack;
}

function refused(more: Record<string, unknown>): string {
    try {
        stackOf(more);
    } catch (error) {
        assert.ok(error instanceof SettingsError);
        return error.problems.join("\n").replace(/\n\s+/g, "; ");
    }
    return "";
}

describe("keys about what users add and how agents send", () => {
    it("give no args where they are not given", () => {
        const ours = /^(extraModules|.*Values|wal|agentProxy|pod.*|maxUnavailable|agentServiceAccount.*)$/;
        assert.deepEqual(
            Object.keys(stackOf({})).filter((name) => ours.test(name)),
            [],
        );
    });

    it("give args of the same names", () => {
        const given = {
            agentValues: { alloy: { lifecycle: {} } },
            externalSecretsValues: { replicaCount: 2 },
            wal: { maxKeepalive: "4h" },
            agentProxy: { url: "http://proxy:3128" },
            podLabels: { a: "b" },
            podAnnotations: { c: "d" },
            agentServiceAccountAnnotations: { e: "f" },
        };
        const stack: object = stackOf(given);
        assert.deepEqual({ ...stack, ...given }, stack);
    });

    it("take a number of nodes and a share of them", () => {
        assert.equal(stackOf({ maxUnavailable: "3" }).maxUnavailable, "3");
        assert.equal(stackOf({ maxUnavailable: 3 }).maxUnavailable, "3");
        assert.equal(stackOf({ maxUnavailable: "25%" }).maxUnavailable, "25%");
        assert.match(
            refused({ maxUnavailable: "many" }),
            /^p:maxUnavailable: is "many"; expected: a number of nodes/,
        );
        assert.match(refused({ maxUnavailable: "0" }), /^p:maxUnavailable: is "0"; expected/);
    });

    it("are refused where they have no effect, and at their place in a chart's values", () => {
        assert.match(
            refused({ externalSecrets: "existing", externalSecretsValues: { replicaCount: 2 } }),
            /^p:externalSecretsValues: is given, and externalSecrets is "existing";/,
        );
        assert.match(
            refused({ agentValues: { alloy: { configMap: { content: "x" } } } }),
            /^p:agentValues\.alloy\.configMap: is the stack's to decide; expected: extraModules/,
        );
    });
});
