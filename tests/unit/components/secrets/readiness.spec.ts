import * as assert from "node:assert/strict";

import { Awaited, Observed } from "../../../../components/secrets/observed";
import { isReady, Reader, unready } from "../../../../components/secrets/readiness";
import { at, inFakeTime, start } from "../../../support/fakeTime";

/** An ExternalSecret of generation 2, applied and synced at these seconds. */
function secret(applied: number, synced: number, syncedGeneration = 2): Observed {
    return {
        metadata: {
            generation: 2,
            managedFields: [{ time: at(applied) }, { subresource: "status", time: at(59) }],
        },
        status: {
            conditions: [{ type: "Ready", status: "True" }],
            syncedResourceVersion: `${syncedGeneration}-abc`,
            refreshTime: at(synced),
        },
    };
}

const ready = secret(1, 2);
const readyStore: Observed = { metadata: {}, status: { conditions: [{ type: "Ready", status: "True" }] } };
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
        assert.equal(isReady(readyStore), true);
    });
});

/** A cluster whose objects are as `state` has them after so many seconds. */
class FakeReader implements Reader {
    /** What the operator was told to look at, each with the second. */
    readonly asked: string[] = [];
    warning: string | undefined;

    constructor(private readonly state: (name: string, seconds: number) => Observed) {}

    read({ name }: Awaited): Promise<Observed> {
        return Promise.resolve(this.state(name, seconds()));
    }

    lastWarning(): Promise<string | undefined> {
        return Promise.resolve(this.warning);
    }

    askAgain({ name }: Awaited): void {
        this.asked.push(`${name} ${seconds()}`);
    }
}

function seconds(): number {
    return (Date.now() - start) / 1000;
}

const store: Awaited = { kind: "ClusterSecretStore", name: "store" };
const good: Awaited = { kind: "ExternalSecret", name: "good", namespace: "n" };
const bad: Awaited = { kind: "ExternalSecret", name: "bad", namespace: "n" };

describe("waiting for objects of the operator", () => {
    it("takes no time where all are ready, and asks the operator nothing", async () => {
        const reader = new FakeReader((name) => (name === "store" ? readyStore : ready));
        const { result, seconds: taken } = await inFakeTime(() => unready([store, good], reader));
        assert.deepEqual([result, taken, reader.asked], [[], 0, []]);
    });

    it("ends when the last is ready", async () => {
        const reader = new FakeReader((name, now) => (name === "good" || now >= 10 ? ready : failing));
        const { result, seconds: taken } = await inFakeTime(() => unready([good, bad], reader));
        assert.deepEqual(result, []);
        assert.ok(taken >= 10 && taken <= 13, String(taken));
    });

    it("has the operator look once at what is not ready, and at nothing else", async () => {
        const reader = new FakeReader((name, now) => (name === "good" || now >= 10 ? ready : failing));
        await inFakeTime(() => unready([good, bad], reader));
        assert.deepEqual(reader.asked, ["bad 0"]);
    });

    it("has it look at secrets once their store is ready: before that it would find them wrong again", async () => {
        const reader = new FakeReader((name, now) => {
            if (name === "store") return now >= 5 ? readyStore : failing;
            return now >= 10 ? ready : failing;
        });
        const { result } = await inFakeTime(() => unready([store, bad], reader));
        assert.deepEqual(result, []);
        assert.deepEqual(reader.asked, ["store 0", "bad 7"]);
    });

    it("looks at all of them every time: one may stop being ready", async () => {
        const reader = new FakeReader((name, now) => {
            if (name === "store") return now === 0 ? readyStore : failing;
            return now === 0 ? failing : ready;
        });
        const { result } = await inFakeTime(() => unready([store, good], reader));
        assert.match(result.join("\n"), /^ClusterSecretStore store: /m);
        assert.doesNotMatch(result.join("\n"), /good/);
    });

    it("ends after 40 seconds, and says so before all that is wrong", async () => {
        const reader = new FakeReader((name) => (name === "good" ? ready : failing));
        const { result, seconds: taken } = await inFakeTime(() => unready([good, bad, store], reader));
        assert.ok(taken > 40 && taken <= 44, String(taken));
        assert.deepEqual(
            result.map((text) => text.split(": ")[0]),
            [
                "not ready after 40 s; the agents run meanwhile",
                "ExternalSecret bad",
                "ClusterSecretStore store",
            ],
        );
    });

    it("gives each one's own words, the event behind it included, in one line above the likely cause", async () => {
        const reader = new FakeReader(() => failing);
        reader.warning = "key: grafana/alloy/c/prometheus/r,\n\n* err: Secret does not exist";
        const { result } = await inFakeTime(() => unready([bad], reader, 0));
        assert.match(
            result[1]!,
            /^ExternalSecret bad: SecretSyncedError: could not get secret: key: .*r, \* err: Secret does not exist\n {4}likely: Vault has nothing at the path above.*, do: put/,
        );
    });

    for (const [what, observed, words] of [
        ["says nothing of itself", { metadata: {} }, "the operator has not looked at it"],
        ["is ready for what was before", secret(10, 9), "the operator has not synced the last change"],
    ] as const) {
        it(`says what there is to say of one that ${what}`, async () => {
            const { result } = await inFakeTime(() => unready([bad], new FakeReader(() => observed), 0));
            assert.equal(result[1], `ExternalSecret bad: ${words}`);
        });
    }
});
