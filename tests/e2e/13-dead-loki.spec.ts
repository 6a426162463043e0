// Takes 11 minutes.
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { state } from "../lab/paths";
import { agentPods, askAgent } from "./support/agents";
import { lab, succeed } from "./support/commands";
import { assertGreen, assertRed, kubectl, overridden, up, verify } from "./support/engine";
import { eventually } from "./support/eventually";
import { OtherLoki } from "./support/otherLoki";

/** The kubelet takes a minute or two to hand over a ConfigMap. */
const handedOver = 180;

describe("a Loki that has stopped answering", () => {
    const [other, moved] = [new OtherLoki(3101), new OtherLoki(3103)];

    before(async () => {
        process.env.PATH = `${path.join(state, "bin")}:${process.env.PATH ?? ""}:/usr/sbin`;
        await lab(["down"]);
        assertGreen(await lab(["up"]), "lab up");
        await other.start();
        assertGreen(await up("--overrides", withLokis(remote("team-a", other))), "up with two Lokis");
    });

    beforeEach(async () => {
        await arrives("team-a", other);
        await other.stop();
        await succeed("systemd-cat", ["--identifier=mark", "echo", "nobody takes this line"]);
        await sleep(15_000);
    });

    after(async () => {
        await Promise.all([other.remove(), moved.remove()]);
        await lab(["down"]);
    });

    it("and is led elsewhere: verify names the agent that hangs on to it, and what helps", async () => {
        await moved.start();
        // Red if the agent has the new configuration before it ends.
        await up("--overrides", withLokis(remote("team-a", moved)));
        await healedAsTold(/agent \S+ has been taking on its configuration since /);
        await arrives("team-a", moved);

        await other.start();
        assertGreen(await up("--overrides", withLokis(remote("team-a", other))), "up with the one before");
    });

    it("and is taken away: verify names what the agent does not start from then on, and what helps", async () => {
        assertGreen(await up("--overrides", withLokis()), "up without it");
        await eventually(handedOver, async () => {
            assert.doesNotMatch(await components(), /loki\.write\.team_a/);
        });

        await other.start();
        await up("--overrides", withLokis(remote("team-b", other)));
        await healedAsTold(/Everything arrives, but:\n +agent \S+ has not started .*loki\.write\.team_b/);
        await arrives("team-b", other);
    });
});

/** A remote without a password: where none comes or goes the pods are not replaced, and have to get on by themselves. */
function remote(tenant: string, { port }: OtherLoki) {
    return { name: tenant, url: `http://$NODE_IP:${port}/loki/api/v1/push`, tenant };
}

/** The dev stack's own Loki, and these. */
function withLokis(...more: object[]): string {
    return overridden({ lokiRemotes: ["local:http://$NODE_IP:3100/loki/api/v1/push:admin", ...more] });
}

/** Until the agent has its new configuration, lines go where the one before says: there is a new one each time. */
async function arrives(tenant: string, loki: OtherLoki): Promise<void> {
    const mark = `for-${tenant}-${Date.now()}`;
    await eventually(handedOver, async () => {
        await succeed("systemd-cat", ["--identifier=mark", "echo", mark]);
        assert.notEqual((await loki.lines(tenant, `{cluster="vm-cluster"} |= "${mark}"`)).length, 0);
    });
}

/** Wait until verify says so, do what it says, and have it satisfied. */
async function healedAsTold(said: RegExp): Promise<void> {
    const { output } = await eventually(handedOver, async () => {
        const ended = await verify("--since", "5m", "--patience", "0");
        assertRed(ended, said);
        return ended;
    });
    const [, ...told] = /kubectl (-n) (\S+) (delete) (pod) ([\w-]+)/.exec(output) ?? [];
    await kubectl(...told);
    assertGreen(await verify("--patience", "180"), "verify after that");
}

/** What the agent says that it is made of. */
async function components(): Promise<string> {
    const [pod = ""] = await agentPods();
    return askAgent(pod, "api/v0/web/components");
}
