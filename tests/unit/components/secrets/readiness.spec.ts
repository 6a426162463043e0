import * as assert from "node:assert/strict";

import { isReady, Observed, Reader, unready } from "../../../../components/secrets/readiness";

/** An ExternalSecret of generation 2, applied and synced at these seconds of the same minute. */
function secret(applied: number, synced: number, syncedGeneration = 2): Observed {
    const time = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`;
    return {
        metadata: {
            generation: 2,
            managedFields: [{ time: time(applied) }, { subresource: "status", time: time(59) }],
        },
        status: {
            conditions: [{ type: "Ready", status: "True" }],
            syncedResourceVersion: `${syncedGeneration}-abc`,
            refreshTime: time(synced),
        },
    };
}

const failing: Observed = {
    metadata: { generation: 1 },
    status: {
        conditions: [
            { type: "Ready", status: "False", reason: "SecretSyncedError", message: "could not get secret" },
        ],
    },
};

describe("an object of the operator is ready", () => {
    it("when it was synced after it was applied", () => {
        assert.equal(isReady(secret(10, 11)), true);
    });
    it("not while Ready is left from before the change", () => {
        assert.equal(isReady(secret(10, 9)), false, "synced before it was applied");
        assert.equal(isReady(secret(10, 11, 1)), false, "synced in an earlier generation");
    });
    it("not while it says it is not, or says nothing", () => {
        assert.equal(isReady(failing), false);
        assert.equal(isReady({ metadata: {} }), false);
    });
    it("a store, when it says so", () => {
        assert.equal(
            isReady({ metadata: {}, status: { conditions: [{ type: "Ready", status: "True" }] } }),
            true,
        );
    });
});

describe("waiting for them", () => {
    it("gives each one's own words, the event behind it included", async () => {
        const reader: Reader = {
            read: ({ name }) => (name === "good" ? Promise.resolve(secret(1, 2)) : Promise.resolve(failing)),
            lastWarning: () =>
                Promise.resolve("key: grafana/alloy/c/prometheus/r, err: Secret does not exist"),
            askAgain: () => Promise.resolve(),
        };
        const objects = ["good", "bad"].map((name) => ({
            plural: "externalsecrets" as const,
            name,
            namespace: "n",
        }));
        const problems = await unready(objects, reader, 0);
        assert.equal(problems.length, 2);
        assert.match(
            problems[1]!,
            /^externalsecrets\/bad: SecretSyncedError: could not get secret: key: .*does not exist\n {4}likely: Vault has nothing at the path above.*, do: put/,
        );
    });

    it("has the operator look at what is not ready, and at nothing else", async () => {
        const asked: string[] = [];
        const reader: Reader = {
            read: ({ name }) =>
                Promise.resolve(name === "good" || asked.includes(name) ? secret(1, 2) : failing),
            lastWarning: () => Promise.resolve(undefined),
            askAgain: ({ name }) => {
                asked.push(name);
                // It is not allowed to, or the operator's webhook is away for a moment.
                return Promise.reject(new Error("refused"));
            },
        };
        const objects = ["good", "bad"].map((name) => ({ plural: "externalsecrets" as const, name }));
        assert.deepEqual(await unready(objects, reader, 5), []);
        assert.deepEqual(asked, ["bad"]);
    });
});
