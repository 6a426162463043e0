import * as assert from "node:assert/strict";

import { Query } from "../../../../cli/verify/queries";
import { Result, run, RunOptions } from "../../../../cli/verify/run";
import { FakeBackend } from "../../../support/verify/fakeBackend";

const up: Query = {
    module: "agent-metrics",
    language: "promql",
    title: "it runs",
    text: 'up{job="alloy"}',
    expects: "== 1",
};
const memory: Query = { module: "kubelet", language: "promql", title: "memory", text: "memory_bytes" };
const failed: Query = {
    module: "remotes",
    language: "promql",
    title: "failures",
    text: "failed_total",
    expects: "steady",
};
const lines: Query = { module: "syslog", language: "logql", title: "lines", text: '{cluster="c"}' };
const errors: Query = { ...lines, text: '{cluster="c"} |= "error"', mayBeEmpty: "there may be none" };
const blockNode: Query = {
    ...memory,
    module: "block-node",
    text: '{namespace="block-node"}',
    unlessAbsent: "block node",
};

/** Ten seconds ago. */
const since = () => new Date(Date.now() - 10_000);

describe("a run", () => {
    const backend = new FakeBackend();

    before(() => backend.start());
    after(() => {
        backend.stop();
    });
    beforeEach(() => {
        backend.series = {};
        backend.lines = {};
        backend.asked = [];
        backend.server = "loki";
    });

    /** One round, unless there is patience for more. */
    async function ask(query: Query, options: Partial<RunOptions> = {}, password?: string): Promise<Result> {
        const login = backend.login(password);
        const results = await run(
            [query],
            { promql: login, logql: { ...login, server: backend.server } },
            { since: since(), patience: 0, interval: 0.02, ...options },
        );
        return results[0]!;
    }

    it("counts new series", async () => {
        backend.series[memory.text] = [
            { metric: { pod: "a" }, samples: [[3, "7"]] },
            { metric: { pod: "b" }, samples: [[5, "7"]] },
            { metric: { pod: "old" }, samples: [[40, "7"]] },
        ];
        const { verdict, found, newest = 0 } = await ask(memory);
        assert.deepEqual([verdict, found], ["ok", 2]);
        assert.equal(Math.round((Date.now() - newest) / 1000), 3);
    });

    it("does not count samples from before it, and tells how old they are", async () => {
        backend.series[memory.text] = [{ metric: {}, samples: [[100, "7"]] }];
        const { verdict, found, newest = 0 } = await ask(memory);
        assert.deepEqual([verdict, found], ["RED", 0]);
        assert.equal(Math.round((Date.now() - newest) / 1000), 100);
    });

    it("does not count a target that is gone", async () => {
        backend.series[up.text] = [
            { metric: { pod: "before" }, samples: [[5, "0"]], ended: true },
            { metric: { pod: "now" }, samples: [[1, "1"]] },
        ];
        const { verdict, found } = await ask(up);
        assert.deepEqual([verdict, found], ["ok", 1]);
    });

    it("is red if a value is not what it must be", async () => {
        backend.series[up.text] = [
            { metric: { pod: "a" }, samples: [[1, "1"]] },
            { metric: { pod: "b", job: "alloy" }, samples: [[1, "0"]] },
        ];
        const { verdict, found, unmet } = await ask(up);
        assert.deepEqual([verdict, found, unmet], ["RED", 2, ['0 for job="alloy", pod="b"']]);
    });

    it("does not ask an agent for its value that has been replaced", async () => {
        backend.series[up.text] = [
            { metric: { pod: "before" }, samples: [[70, "0"]] },
            { metric: { pod: "now" }, samples: [[1, "1"]] },
        ];
        const { verdict, found } = await ask(up, { since: new Date(Date.now() - 120_000) });
        assert.deepEqual([verdict, found], ["ok", 2]);
    });

    it("is red while a counter of failures grows", async () => {
        const metric = { remote_name: "local" };
        const withSamples = async (...samples: [number, string][]) => {
            backend.series[failed.text] = [{ metric, samples }];
            const { verdict, unmet } = await ask(failed);
            return unmet?.join() ?? verdict;
        };
        assert.equal(await withSamples([16, "3"], [1, "9"]), 'grows from 3 to 9 for remote_name="local"');
        assert.equal(await withSamples([31, "3"], [16, "9"], [1, "9"]), "ok", "it did, before");
        assert.equal(await withSamples([16, "9"], [1, "0"]), "ok", "a new agent counts from zero");
        assert.match(await withSamples([1, "0"]), /one sample so far/);
    });

    it("names each remote of which a counter grows, once", async () => {
        const grows = (remote_name: string, instance: string) => {
            const samples: [number, string][] = [
                [16, "3"],
                [1, "9"],
            ];
            return { metric: { remote_name, instance }, samples };
        };
        backend.series[failed.text] = [grows("a", "x"), grows("a", "y"), grows("b", "x")];
        const { unmet } = await ask(failed);
        assert.deepEqual(unmet, [
            'grows from 3 to 9 for remote_name="a", instance="x"',
            'grows from 3 to 9 for remote_name="b", instance="x"',
        ]);
    });

    for (const server of ["loki", "victorialogs"] as const) {
        it(`counts streams with new lines in a ${server}`, async () => {
            backend.server = server;
            backend.lines[lines.text] = [[2, 60], [70]];
            const { verdict, found, newest = 0 } = await ask(lines);
            assert.deepEqual([verdict, found], ["ok", 1]);
            assert.equal(Math.round((Date.now() - newest) / 1000), 2);
            assert.equal((await ask({ ...lines, text: "other" })).found, 0);
        });

        it(`does not take others' streams for a module's own in a ${server}`, async () => {
            backend.server = server;
            backend.lines[lines.text] = [[1]];
            const others = { counts: ({ job }: Record<string, string>) => job === "own" };
            assert.equal((await ask({ ...lines, ...others })).found, 0);
            const ours = { counts: ({ job }: Record<string, string>) => job === "syslog" };
            assert.equal((await ask({ ...lines, ...ours })).found, 1);
        });
    }

    it("does not take others' series for a module's own", async () => {
        const others = { counts: ({ job }: Record<string, string>) => job === "own" };
        backend.series[memory.text] = ["own", "other"].map((job) => ({
            metric: { job },
            samples: [[1, "1"]],
        }));
        assert.equal((await ask({ ...memory, ...others })).found, 1);
    });

    it("calls what may be empty quiet, and red if it is strict", async () => {
        const quiet = await ask(errors);
        assert.deepEqual([quiet.verdict, quiet.excuse], ["quiet", "there may be none"]);
        assert.equal((await ask(errors, { strict: true })).verdict, "RED");
        backend.lines[errors.text] = [[1]];
        assert.equal((await ask(errors, { strict: true })).verdict, "ok");
    });

    it("excuses what the cluster does not have", async () => {
        const absent = () => Promise.resolve("no block node is installed");
        const excused = await ask(blockNode, { absent });
        assert.deepEqual([excused.verdict, excused.excuse], ["quiet", "no block node is installed"]);
        assert.equal((await ask(blockNode, { absent, strict: true })).verdict, "RED");
        assert.equal((await ask(blockNode, { absent: () => Promise.resolve(undefined) })).verdict, "RED");
        assert.equal((await ask(blockNode)).verdict, "RED", "nobody knows");
    });

    it("ends when everything is answered, and waits for nothing that may be empty", async () => {
        setTimeout(() => (backend.series[memory.text] = [{ metric: {}, samples: [[0, "1"]] }]), 100);
        const login = backend.login();
        const rounds: string[][] = [];
        const started = Date.now();
        const results = await run(
            [memory, errors],
            { promql: login, logql: { ...login, server: backend.server } },
            {
                since: since(),
                patience: 30,
                interval: 0.02,
                report: (all) => rounds.push(all.map(({ verdict }) => verdict)),
            },
        );
        assert.deepEqual(
            results.map(({ verdict }) => verdict),
            ["ok", "quiet"],
        );
        assert.deepEqual(rounds[0], ["RED", "quiet"]);
        assert.ok(rounds.length > 2 && Date.now() - started < 5_000);
    });

    it("asks an answered query no more", async () => {
        backend.series[up.text] = [{ metric: {}, samples: [[1, "1"]] }];
        const login = backend.login();
        await run([up, memory], { promql: login }, { since: since(), patience: 0.2, interval: 0.02 });
        assert.equal(backend.asked.filter((query) => query === up.text).length, 1);
        assert.ok(backend.asked.filter((query) => query === memory.text).length > 2);
    });

    it("leaves out what no backend answers", async () => {
        const results = await run(
            [memory, lines],
            { logql: { ...backend.login(), server: "loki" } },
            { since: since(), patience: 0 },
        );
        assert.deepEqual(
            results.map(({ query }) => query.module),
            ["syslog"],
        );
    });

    it("says that its own login is refused", async () => {
        const { verdict, problem = "" } = await ask(memory, {}, "wrong");
        assert.equal(verdict, "RED");
        assert.match(problem, /http:\/\/127\.0\.0\.1:\d+ refuses verify's own login "admin" \(401\)/);
        const absent = () => Promise.resolve("nothing there");
        assert.equal(
            (await ask({ ...errors, ...blockNode }, { absent }, "wrong")).verdict,
            "RED",
            "never quiet",
        );
    });

    it("says that nothing answers", async () => {
        const gone = new FakeBackend();
        await gone.start();
        const promql = gone.login();
        gone.stop();
        const [result] = await run([memory], { promql }, { since: since(), patience: 0 });
        assert.match(result?.problem ?? "", /nothing answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/);
    });
});
