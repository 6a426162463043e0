import * as assert from "node:assert/strict";
import { mock } from "node:test";

import * as pulumi from "@pulumi/pulumi";

import { ClusterWords } from "../../../../components/explain/clusterWords";
import { reportPods } from "../../../../components/explain/reportPods";
import { inFakeTime, start } from "../../../support/fakeTime";

/** What is told while pods are like that, each with the second, until `rolledOut` at that second. */
async function told(
    reasons: (seconds: number) => Record<string, string>,
    end: number,
    severity: "error" | "warn" = "error",
): Promise<string[]> {
    const seconds = () => (Date.now() - start) / 1000;
    const errors: string[] = [];
    const asked: string[] = [];
    const note = (of: string) => (text: string) => {
        if (of === severity) errors.push(`${seconds()}: ${text}`);
        return Promise.resolve();
    };
    const logs = (["error", "warn"] as const).map((of) => mock.method(pulumi.log, of, note(of)));
    class Words extends ClusterWords {
        override podReasons(namespace: string, labels: string): Promise<Record<string, string>> {
            asked.push(`${namespace} ${labels}`);
            return Promise.resolve(reasons(seconds()));
        }
    }
    try {
        await inFakeTime(async () => {
            const rolledOut = pulumi.output(new Promise((resolve) => setTimeout(resolve, end * 1000)));
            const words = new Words({ kubeconfig: "" });
            const resource = new pulumi.ComponentResource("test:index:Test", "test");
            reportPods({ namespace: "agents", rolledOut, words, seconds: 600 }, resource);
            // Some rounds more, in which nothing may be asked.
            await new Promise((resolve) => setTimeout(resolve, (end + 20) * 1000));
        });
    } finally {
        for (const log of logs) log.mock.restore();
    }
    assert.deepEqual(
        [...new Set(asked)].filter((one) => one !== "agents app.kubernetes.io/instance=grafana-alloy"),
        [],
    );
    return errors;
}

describe("agents that do not run", () => {
    before(() =>
        pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }),
    );
    after(() => pulumi.runtime.disconnect());

    it("are told once each, with the reason, when it has lasted half a minute", async () => {
        const reasons = (seconds: number) => ({ a: `r${seconds}`, ...(seconds > 20 && { b: "late" }) });
        assert.deepEqual(await told(reasons, 120), [
            "30: agent agents/a does not run: r30",
            "50: agent agents/b does not run: late",
        ]);
    });

    it("are warned of before, once the reason has lasted for a moment", async () => {
        const reasons = (seconds: number) => (seconds === 20 ? {} : { a: "no image" });
        assert.deepEqual(await told(reasons, 60, "warn"), [
            "10: agent agents/a does not run: no image",
            "30: agent agents/a does not run: no image",
        ]);
    });

    it("are not told where they have run in between", async () => {
        const reasons = (seconds: number) => (seconds === 15 || seconds === 40 ? {} : { a: "crash" });
        assert.deepEqual(await told(reasons, 60), []);
    });

    it("are not told once all run", async () => {
        assert.deepEqual(await told(() => ({ a: "crash" }), 26), []);
    });

    it("are not waited for longer than the update waits, and a minute", async () => {
        const errors = await told((seconds) => (seconds > 655 ? { a: "crash" } : {}), 800);
        assert.deepEqual(errors, []);
    });
});
