// Takes 4 minutes.
import * as assert from "node:assert/strict";

import { options } from "../../settings/document";
import { Settings } from "../../settings/settings";
import { prepareToolchain } from "../lab/toolchain/toolchain";
import { optionsOf } from "../support/configurations/optionsOf";
import { startProblems } from "./support/accepted/alloyStart";
import { ChartObjects } from "./support/accepted/chartObjects";
import { addCustomResources } from "./support/accepted/customResources";
import { DryRun } from "./support/accepted/dryRun";
import { ClusterObject, rendered } from "./support/accepted/rendered";
import { acceptedCases, acceptedSamples, Sample } from "./support/accepted/samples";
import { kubectl } from "./support/engine";
import { useApiServer } from "./support/lab";

const namespace = "alloy-stack-accepted";

describe("what the settings accept", () => {
    const charts = new ChartObjects();
    const samples = acceptedSamples(300);
    let server: DryRun;
    let added: string[] = [];

    before(async () => {
        await useApiServer();
        const stack = acceptedCases().find(({ name }) => name === "02e-rename-after.yaml");
        assert.ok(stack, "a stack that installs the operator and the monitoring CRDs");
        added = await addCustomResources(await objectsOf(stack.settings));
        console.log(`        ${added.length} CRDs were not there, and go again`);
        await kubectl("delete", "namespace", namespace, "--ignore-not-found");
        await kubectl("create", "namespace", namespace);
        server = new DryRun(namespace);
    });

    after(async () => {
        await kubectl("delete", "namespace", namespace);
        if (added.length > 0) await kubectl("delete", ...added);
    });

    async function refusals({ settings }: Sample): Promise<string[]> {
        const answers = await Promise.all(
            (await objectsOf(settings)).map((object) => server.refusal(object)),
        );
        return answers.filter((answer) => answer !== undefined);
    }

    /** All that a stack is in a cluster, the charts' objects too. */
    async function objectsOf(settings: Settings): Promise<ClusterObject[]> {
        const { objects, releases } = await rendered(settings);
        // A stack without agents may have nothing in the cluster.
        assert.ok(objects.length > 0 || settings.stack.agent === false, "no objects");
        return [...objects, ...(await Promise.all(releases.map((release) => charts.of(release)))).flat()];
    }

    it("is taken by the API server with the charts' objects: every input from the field", async () => {
        const all = acceptedCases();
        assert.ok(all.length > 20, String(all.length));
        await haveNone(all, refusals);
        console.log(`        ${all.length} inputs, ${server.asked} different objects`);
    });

    it("is taken by the API server with the charts' objects: 300 samples", async () => {
        assert.equal(samples.length, 300);
        const used = samples.flatMap(({ values = {} }) => [...optionsOf(values)]);
        const unused = options().filter((option) => !used.includes(option));
        assert.deepEqual(unused, [], "options in no sample");
        await haveNone(samples, refusals);
        console.log(
            `        ${samples.length} samples, ${charts.asked} renderings by Helm, ${server.asked} different objects`,
        );
    });

    it("starts Alloy with the arguments and files of its pod, all components healthy: 100 samples", async () => {
        const { alloy = "" } = await prepareToolchain();
        const started = new Set<string>();
        await haveNone(samples, async ({ settings }) => {
            if (started.size === 100) return [];
            const { releases, config } = await rendered(settings);
            const release = releases.find(({ name }) => name === "grafana-alloy");
            if (!release || config === undefined || started.has(config)) return [];
            started.add(config);
            const daemonSet = (await charts.of(release)).find(({ kind }) => kind === "DaemonSet");
            assert.ok(daemonSet);
            return startProblems(alloy, daemonSet, config);
        });
        assert.equal(started.size, 100);
    });
});

/** No sample has a problem. Of those that have, each kind of problem is shown once, with the values of the stack. */
async function haveNone(all: Sample[], problemsOf: (sample: Sample) => Promise<string[]>): Promise<void> {
    const found = new Map<string, string>();
    for (const sample of all) {
        const problems = await problemsOf(sample).catch((error: unknown) => [(error as Error).message]);
        const shown = problems.filter((problem) => !found.has(kindOf(problem)));
        for (const problem of shown) found.set(kindOf(problem), `${sample.name}: ${problem}`);
        if (shown.length > 0) console.log(JSON.stringify(sample.values));
    }
    assert.deepEqual([...found.values()], []);
}

function kindOf(problem: string): string {
    return problem.replaceAll(/"[^"]*"|\d+/g, "");
}
