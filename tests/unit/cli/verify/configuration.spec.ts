import * as assert from "node:assert/strict";

import { agentsBehind } from "../../../../cli/verify/configuration";
import { causes, red, situation } from "../../../support/verify/causes";
import { component } from "../../../support/verify/fakeAgents";

describe("an agent that does not run its configuration", () => {
    const evaluation = (word: string, second: number) =>
        `ts=2026-01-01T00:00:0${second}.5Z level=info msg="${word} complete graph evaluation" controller_path=/\n`;
    const done = evaluation("starting", 0) + evaluation("finished", 1);
    const stuck =
        /^agent grafana-alloy-x has been taking on its configuration since 2026-01-01T00:00:02Z: .* delete pod grafana-alloy-x;[^;]*$/;

    it("is named if it is taking it on, and does not answer or is not ready", async () => {
        const lines = done + evaluation("starting", 2);
        const deaf = await causes([red("kubelet")], (agents) => {
            agents.ask = () => Promise.reject(new Error("it does not answer in 15 s"));
            agents.lines = lines;
        });
        assert.match(deaf.join(), stuck);
        const unready = await causes([red("kubelet")], (agents) => {
            agents.list = [{ name: "grafana-alloy-x", ready: false }];
            agents.lines = lines;
        });
        assert.match(unready.join(), stuck);
    });

    it("is not if it has taken it on, or has no log to tell", async () => {
        for (const log of [() => Promise.resolve(done), () => Promise.reject(new Error("not started"))]) {
            const found = await causes([red("kubelet")], (agents) => {
                agents.list = [{ name: "grafana-alloy-x", ready: false }];
                agents.log = log;
            });
            assert.equal(found.length, 1);
        }
    });

    it("is named with the parts that it has not started", async () => {
        const found = await causes([red("syslog", "logql")], (agents) => {
            agents.components.push(
                component("loki.write.late", { state: "unknown", message: "component created" }),
            );
        });
        assert.match(
            found.join(),
            /^agent grafana-alloy-x has not started loki\.write\.late: .* delete pod grafana-alloy-x/,
        );
    });

    it("is named if it refuses it, with its words", async () => {
        const found = await causes([red("kubelet")], (agents) => {
            agents.metrics = 'alloy_config_last_load_successful{config_path="/etc/alloy"} 0\n';
            agents.lines =
                'ts=2026-01-01T00:00:00Z level=error msg="failed to reload config" service=http err="3:1: \\"x\\" is not a component"\n';
        });
        assert.deepEqual(found, [
            'agent grafana-alloy-x refuses its configuration and runs the one before: 3:1: "x" is not a component',
        ]);
    });

    it("is named if it can parse it and refuses it, which its log alone tells, until it has taken one", async () => {
        const line = (msg: string, more = "") =>
            `ts=2026-01-01T00:00:00Z level=info msg="${msg}" service=http${more}\n`;
        const refused = line("failed to reload config", ' err="no component \\"x\\""');
        const found = (lines: string) =>
            causes([red("kubelet")], (agents) => {
                agents.metrics = "alloy_config_last_load_successful 1\n";
                agents.lines = lines;
            });
        const reloaded = line("config reloaded");
        assert.deepEqual(await found(reloaded + refused), [
            'agent grafana-alloy-x refuses its configuration and runs the one before: no component "x"',
        ]);
        assert.doesNotMatch((await found(refused + reloaded)).join(), /refuses/);
    });

    it("is found behind queries that are all answered, if it is so for longer than a moment", async () => {
        const waiting = component("loki.write.late", { state: "unknown", message: "component created" });
        const stuck = situation((agents) => agents.components.push(waiting));
        assert.match((await agentsBehind(stuck, 1)).join(), /^agent grafana-alloy-x has not started/);

        let asked = 0;
        const starting = situation((agents) => {
            agents.pods = () => {
                if (asked++ > 0) agents.components.pop();
                return Promise.resolve(agents.list);
            };
            agents.components.push(waiting);
        });
        assert.deepEqual(await agentsBehind(starting, 1), []);
        assert.deepEqual(
            await agentsBehind(
                situation(() => undefined),
                1,
            ),
            [],
        );
    });
});
