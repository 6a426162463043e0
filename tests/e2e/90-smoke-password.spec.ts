// Takes 12 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { state } from "../lab/paths";
import { agentMetric, agentPods, restarts } from "./support/agents";
import { lab, smoke } from "./support/commands";
import { putPassword } from "./support/devVault";

/** Prometheus's password, as the smoke wrote it for curl. */
function rightPassword(): string {
    const login = fs.readFileSync(path.join(state, "smoke/curl.conf"), "utf8");
    return /"admin:(.*)"/.exec(login)![1]!;
}

async function failedSamples(): Promise<number> {
    const pods = await agentPods();
    const counts = pods.map((pod) => agentMetric(pod, "prometheus_remote_storage_samples_failed_total"));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

describe("a password that is wrong in Vault", () => {
    before(async () => {
        const up = await lab(["up"]);
        assert.equal(up.code, 0, up.output);
        const green = await smoke();
        assert.equal(green.code, 0, green.output);
    });

    it("turns the check red with the remote's 401, and green again without a pod restart", async () => {
        // given
        const password = rightPassword();
        const podsBefore = await restarts();

        // when the wrong password has reached the agent
        const changed = Date.now();
        await putPassword("prometheus/local", `not-${password}`);
        const failedBefore = await failedSamples();
        while ((await failedSamples()) === failedBefore) {
            assert.ok(
                Date.now() - changed < 240_000,
                "the changed password does not reach the agent in 4 minutes",
            );
            await sleep(2_000);
        }
        console.log(
            `        the wrong password was in use after ${Math.round((Date.now() - changed) / 1000)} s`,
        );

        // then
        const red = await smoke(["check"], { SMOKE_PATIENCE: "40" });
        assert.equal(red.code, 1, red.output);
        assert.match(red.output, /RED: no new sample in 40 s; Alloy failed to send [1-9]\d* samples .*401/);

        // and when it is right again
        const righted = Date.now();
        await putPassword("prometheus/local", password);
        const green = await smoke(["check"], { SMOKE_PATIENCE: "240" });
        assert.equal(green.code, 0, green.output);
        console.log(
            `        a sample arrived ${Math.round((Date.now() - righted) / 1000)} s after it was right again`,
        );
        assert.equal(await restarts(), podsBefore);
    });

    it("turns the whole smoke red when it is wrong from the start", async () => {
        const red = await smoke([], { SMOKE_FAULT: "wrong-password", SMOKE_PATIENCE: "60" });
        assert.equal(red.code, 1, red.output);
        assert.match(red.output, /RED: .*401/);
    });
});
