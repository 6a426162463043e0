import * as assert from "node:assert/strict";

import { awaitArrival } from "../../../../cli/rotate/arrival";
import { RemoteStanding } from "../../../../cli/verify/remotes";
import { Standing } from "../../../../cli/verify/traffic";
import { RemoteKind } from "../../../../components/remotes";
import { Observed } from "../../../../components/secrets/observed";

const object = { kind: "ExternalSecret" as const, name: "prometheus-primary", namespace: "grafana-alloy" };

/** What the operator's object says each time it is read; the last stays. */
function observed(...times: string[]): () => Observed {
    let read = 0;
    return () => {
        const refreshTime = times[Math.min(read++, times.length - 1)] ?? "";
        const conditions = [{ type: "Ready", status: "True" }];
        return {
            metadata: { generation: 1 },
            status: { conditions, refreshTime, syncedResourceVersion: "1-a" },
        };
    };
}

function standing(word: Standing): RemoteStanding {
    const counted = { accepted: 0, refused: 0, heldBack: 0, dropped: 0, read: 0, answers: {} };
    const remote = { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w" };
    return { remote, standing: word, counted, seconds: 5, ...(word === "loses" && { cause: "401" }) };
}

async function arrival(read: () => Observed, word?: Standing, warning?: string) {
    const order: string[] = [];
    const found = await awaitArrival(
        {
            object,
            reader: {
                read: () => {
                    order.push("read");
                    return Promise.resolve(read());
                },
                lastWarning: () => Promise.resolve(warning),
            },
            watch: () => {
                order.push("watch");
                return Promise.resolve(word && standing(word));
            },
            note: () => undefined,
        },
        { patience: 0.05, settle: 0.01, interval: 0.005 },
    );
    return { found, order };
}

describe("a new secret's arrival at the agents", () => {
    it("is awaited until the operator has read Vault once more, whatever this machine's clock says", async () => {
        const { found, order } = await arrival(observed("2001", "2001", "2001", "2002"), "takes");
        assert.deepEqual(found, { state: "takes" });
        assert.deepEqual(order, ["read", "read", "read", "read", "watch"]);
    });

    it("fails where the operator does not read again, in its own words, and no agent is watched", async () => {
        const { found, order } = await arrival(observed("2001"), "takes", "permission\n denied");
        assert.equal(found.state, "fails");
        assert.match(
            "words" in found ? found.words : "",
            /has not read Vault again in .* permission denied$/,
        );
        assert.ok(!order.includes("watch"));
    });

    it("fails where the remote refuses what agents send, and is unknown where nothing is sent or asked", async () => {
        const read = () => observed("2001", "2002");
        assert.deepEqual((await arrival(read(), "loses")).found, { state: "fails", words: "401" });
        assert.equal((await arrival(read(), "quiet")).found.state, "unknown");
        assert.equal((await arrival(read())).found.state, "unknown");
        const unreachable = () => {
            throw new Error("connect ECONNREFUSED");
        };
        const { found } = await arrival(unreachable, "takes");
        assert.equal(found.state, "unknown");
        assert.match("words" in found ? found.words : "", /can't be asked .*: connect ECONNREFUSED$/);
    });
});
