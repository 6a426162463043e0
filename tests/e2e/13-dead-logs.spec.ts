// Takes 5 minutes.
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { restarts } from "./support/agents";
import { localLogs } from "./support/backends";
import { succeed } from "./support/commands";
import { assertGreen, overridden, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useLab } from "./support/lab";
import { OtherVictoriaLogs } from "./support/otherVictoriaLogs";

/**
 * Seconds in which an agent runs a changed configuration: the kubelet hands it over, and Alloy 1.19 waits 15 s for what it
 * was sending to a server that does not answer. Alloy 1.11 waited for minutes.
 */
const inUse = 60;

describe("a server of logs that has stopped answering", () => {
    const [first, second] = [new OtherVictoriaLogs(3101), new OtherVictoriaLogs(3103)];
    let pods: string;

    before(async () => {
        await useLab();
        await Promise.all([first.start(), second.start()]);
        assertGreen(await up("--config-file", withRemotes(remote("first", first))), "up with two remotes");
        pods = await restarts();
    });

    beforeEach(async () => {
        await first.start();
        await arrives(first);
        await first.stop();
        await succeed("systemd-cat", ["--identifier=mark", "echo", "nobody takes this line"]);
        await sleep(15_000);
    });

    after(() => Promise.all([first.remove(), second.remove()]));

    it("and is led elsewhere holds no agent up: lines arrive there, without a restart", async () => {
        assertGreen(
            await up("--config-file", withRemotes(remote("first", second))),
            "up with another address",
        );
        await arrives(second);
        assert.equal(await restarts(), pods);

        await first.start();
        assertGreen(
            await up("--config-file", withRemotes(remote("first", first))),
            "up with the address before",
        );
    });

    it("and is removed holds no agent up: what is added later is started, without a restart", async () => {
        assertGreen(await up("--config-file", withRemotes()), "up without it");
        assertGreen(await up("--config-file", withRemotes(remote("later", second))), "up with another");
        await arrives(second);
        assert.equal(await restarts(), pods);

        await first.start();
        assertGreen(await up("--config-file", withRemotes(remote("first", first))), "up with it again");
    });
});

/** A remote without a password: where none comes or goes the pods are not replaced, and have to get on by themselves. */
function remote(name: string, { port }: OtherVictoriaLogs) {
    return { name, url: `http://$NODE_IP:${port}/insert/loki/api/v1/push` };
}

/** The dev stack's own server of logs, and these. */
function withRemotes(...more: object[]): string {
    return overridden({ lokiRemotes: [localLogs, ...more] });
}

/** Until the agent has its new configuration, lines go where the one before says: there is a new one each time. */
async function arrives(server: OtherVictoriaLogs): Promise<void> {
    const mark = `for-${server.port}-${Date.now()}`;
    await eventually(inUse, async () => {
        await succeed("systemd-cat", ["--identifier=mark", "echo", mark]);
        assert.notEqual((await server.lines("0", `{cluster="vm-cluster"} "${mark}"`)).length, 0);
    });
}
