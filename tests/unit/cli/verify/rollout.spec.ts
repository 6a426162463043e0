import * as assert from "node:assert/strict";

import { agentsStanding } from "../../../../cli/verify/rollout";
import { FakeAgents } from "../../../support/verify/fakeAgents";

describe("whether the agents are all there", () => {
    function standing(change: (agents: FakeAgents) => void = () => undefined) {
        const agents = new FakeAgents();
        change(agents);
        return agentsStanding({ agents, clusterName: "c", remotes: [], since: new Date() }, 1);
    }

    it("is so where every node has one that runs its configuration", async () => {
        assert.deepEqual(await standing(), { desired: 1, ready: 1, problems: [] });
    });

    it("is not without a DaemonSet, or with one for no node", async () => {
        const none = await standing((agents) => (agents.counts = undefined));
        assert.match(
            none.problems.join(),
            /there is no DaemonSet grafana-alloy\/grafana-alloy: pulumi up --refresh/,
        );
        const idle = await standing((agents) => (agents.counts = { desired: 0, ready: 0, current: 0 }));
        assert.match(idle.problems.join(), /no node is to have an agent/);
    });

    it("is not with a pod that does not run, which is said with Kubernetes' reason, and only once", async () => {
        const { problems } = await standing((agents) => {
            agents.counts = { desired: 2, ready: 1, current: 2 };
            agents.list = [{ name: "x", ready: false, reason: "ImagePullBackOff: no such image" }];
        });
        assert.deepEqual(problems, [
            "agent x is not ready: ImagePullBackOff: no such image; see kubectl -n grafana-alloy describe pod x",
        ]);
    });

    it("is not with pods of an earlier version, or that are only counted as missing", async () => {
        const { problems } = await standing((agents) => {
            agents.counts = { desired: 3, ready: 1, current: 2 };
        });
        assert.deepEqual(problems, [
            "1 of 3 agents are of an earlier version",
            "2 of 3 agents are not ready: see kubectl -n grafana-alloy get pods",
        ]);
    });

    it("is not with one that refuses its configuration, or cannot be asked", async () => {
        const refusing = await standing((agents) => {
            agents.metrics = "alloy_config_last_load_successful 0\n";
            agents.lines = 'level=error msg="failed to reload config" err="unexpected token"';
        });
        assert.match(
            refusing.problems.join(),
            /refuses its configuration and runs the one before: unexpected token/,
        );
        const deaf = await standing((agents) => {
            agents.ask = () => Promise.reject(new Error("no route to host"));
        });
        assert.deepEqual(deaf.problems, ["agent grafana-alloy-x can't be asked: no route to host"]);
    });
});
