import * as assert from "node:assert/strict";

import { watchRemotes } from "../../../../cli/verify/remotes";
import { RemoteKind } from "../../../../components/remotes";
import { FakeAgents } from "../../../support/verify/fakeAgents";

const primary = {
    kind: RemoteKind.Prometheus,
    name: "primary",
    url: "https://p.example/w",
    username: "alloy",
};

/** Agents whose metrics are these, one text after the other each time they are read; the last one stays. */
class Counting extends FakeAgents {
    private readonly times = new Map<string, number>();

    constructor(private readonly texts: Record<string, string[]>) {
        super();
        this.list = Object.keys(texts).map((name) => ({ name, ready: true }));
    }

    override ask(pod: string, path: string): Promise<string> {
        if (path !== "metrics") return super.ask(pod, path);
        const time = this.times.get(pod) ?? 0;
        this.times.set(pod, time + 1);
        const texts = this.texts[pod] ?? [];
        return Promise.resolve(texts[Math.min(time, texts.length - 1)] ?? "");
    }
}

const sent = (count: number, more = "") =>
    `prometheus_remote_storage_samples_total{remote_name="primary"} ${count}\n` +
    `prometheus_remote_storage_queue_highest_sent_timestamp_seconds{remote_name="primary"} ${count}\n${more}`;

function watch(agents: FakeAgents, patience = 0.05) {
    const situation = { agents, clusterName: "c", remotes: [primary], since: new Date() };
    return watchRemotes(situation, { patience, interval: 0.01 });
}

describe("remotes that are watched through the agents", () => {
    it("take something as soon as all agents have got something through", async () => {
        const started = Date.now();
        const [found] = await watch(new Counting({ a: [sent(10), sent(10), sent(30)] }), 10);
        assert.equal(found?.standing, "takes");
        assert.equal(found.counted.accepted, 20);
        assert.ok(Date.now() - started < 5_000, "it did not wait for its patience to end");
    });

    it("are as the worst agent has them, and say why in its words", async () => {
        const refused = 'prometheus_remote_storage_samples_failed_total{remote_name="primary"} ';
        const agents = new Counting({
            good: [sent(10), sent(30)],
            bad: [sent(10, `${refused}0\n`), sent(20, `${refused}10\n`)],
        });
        agents.lines =
            'ts=2026-11-26T00:00:00Z level=error remote_name=primary err="server returned HTTP status 401 Unauthorized"';
        const [found] = await watch(agents);
        assert.equal(found?.standing, "loses");
        assert.equal(found.counted.refused, 10);
        assert.match(
            found.cause ?? "",
            /^server returned HTTP status 401 Unauthorized; wrong password: put the right one into Vault at grafana\/alloy\/c\/prometheus\/primary/,
        );
    });

    it("that nobody answers for are said even before the agents log a word", async () => {
        const retried = 'prometheus_remote_storage_samples_retried_total{remote_name="primary"} ';
        const stuck = (count: number) =>
            `prometheus_remote_storage_samples_total{remote_name="primary"} ${count}\n${retried}${count}\n`;
        const [found] = await watch(new Counting({ a: [stuck(10), stuck(20)] }));
        assert.equal(found?.standing, "holds");
        assert.match(
            found.cause ?? "",
            /^it gives no answer; is it running, and do pods reach that address\?/,
        );
    });

    it("are quiet where there are no agents, or none that could be asked", async () => {
        const agents = new Counting({ a: [sent(10), sent(20)] });
        agents.list = [{ name: "a", ready: false, reason: "Pending" }];
        assert.equal((await watch(agents))[0]?.standing, "quiet");
        const deaf = new Counting({ a: [sent(10)] });
        deaf.ask = () => Promise.reject(new Error("no route"));
        assert.equal((await watch(deaf))[0]?.standing, "quiet");
    });
});
