import * as assert from "node:assert/strict";

import { CheckResponse, Properties } from "../plugin";
import { secret } from "../values";
import { kubernetesPlugin } from "./plugin";
import { refuseEnvironment } from "./settings";

describe("the kubernetes adapter, before it does anything,", () => {
    const shown: string[] = [];
    const plugin = kubernetesPlugin(undefined, (args) => {
        shown.push(args.join(" "));
        return args.includes("b")
            ? Promise.resolve("version: 1.0.0")
            : Promise.reject(new Error("no such chart"));
    });
    const check = (type: string, news: Properties): CheckResponse | Promise<CheckResponse> =>
        plugin.resource(type).check({ urn: `urn:pulumi:a::b::${type}::c`, name: "c", type, news });
    const configMap = (metadata: Properties) => ({ apiVersion: "v1", kind: "ConfigMap", metadata });

    it("refuses another provider input, and client-side apply", () => {
        assert.throws(() => plugin.checkConfig({ namespace: "x" }), /"namespace" is not served.*it serves/);
        assert.throws(() => plugin.checkConfig({ enableServerSideApply: "false" }), /enableServerSideApply/);
        const inputs = { kubeconfig: "x", enableServerSideApply: "true", version: "4.34.2" };
        assert.equal(plugin.checkConfig(inputs), inputs);
    });

    it("refuses what the environment tells the official plugin and it does not know", () => {
        assert.throws(() => {
            refuseEnvironment({ PULUMI_K8S_AWAIT_ALL: "true", PULUMI_HOME: "x" });
        }, /does not serve PULUMI_K8S_AWAIT_ALL of the environment \(it serves PULUMI_K8S_DELETE_UNREACHABLE\)/);
        refuseEnvironment({ PULUMI_K8S_DELETE_UNREACHABLE: "true" });
    });

    it("refuses another type", () => {
        assert.throws(
            () => plugin.resource("kubernetes:core/v1:Pod"),
            /"kubernetes:core\/v1:Pod" is not served/,
        );
        // It is awaited like a Deployment itself, which isn't served.
        assert.throws(() => plugin.resource("kubernetes:apps/v1:DeploymentPatch"), /is not served/);
    });

    it("refuses a Service whose endpoints the official plugin would wait for", async () => {
        const service = (clusterIP?: string) => ({
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: "one" },
            spec: { ...(clusterIP && { clusterIP }) },
        });
        const { failures } = await check("kubernetes:core/v1:Service", service());
        assert.match(failures?.[0]?.reason ?? "", /serves headless Services only/);
        assert.equal((await check("kubernetes:core/v1:Service", service("None"))).failures, undefined);
    });

    it("refuses an object without a name, and instructions that it doesn't follow", async () => {
        const named = (annotations: Properties) => configMap({ name: "a", annotations });
        const failing = async (news: Properties) => {
            const { failures = [] } = await check("kubernetes:core/v1:ConfigMap", news);
            return failures.map(({ property }) => property);
        };
        assert.deepEqual(await failing(configMap({})), ["metadata.name"]);
        assert.deepEqual(await failing(named({ "pulumi.com/replaceUnready": "true" })), [
            'metadata.annotations["pulumi.com/replaceUnready"]',
        ]);
        assert.deepEqual(await failing(named({ "pulumi.com/skipAwait": "true" })), []);
        assert.deepEqual(await failing(named({ "pulumi.com/waitFor": "delete" })), [
            'metadata.annotations["pulumi.com/waitFor"]',
        ]);
        assert.deepEqual(await failing(named({ "pulumi.com/waitFor": "condition=Ready", other: "x" })), []);
    });

    it("refuses what it would ignore of a release, unless that is the default", async () => {
        const release = { name: "a", chart: "b", version: "1.0.0" };
        const failing = async (more: Properties) => {
            const { failures = [] } = await check("kubernetes:helm.sh/v3:Release", { ...release, ...more });
            return failures.map(({ property }) => property);
        };
        assert.deepEqual(await failing({ lint: false, repositoryOpts: { repo: "x" } }), []);
        assert.deepEqual(await failing({ lint: true, maxHistory: 3, repositoryOpts: { password: "x" } }), [
            "lint",
            "maxHistory",
            "repositoryOpts.password",
        ]);
    });

    it("takes the version that the chart has, and says which chart it could not load", async () => {
        const wanted = { name: "a", chart: "b", version: "^1.0.0", repositoryOpts: { repo: "https://r" } };
        const { inputs } = await check("kubernetes:helm.sh/v3:Release", wanted);
        assert.equal(inputs?.version, "1.0.0");
        assert.equal(shown.at(-1), "show chart b --version ^1.0.0 --repo https://r");
        const { failures = [] } = await check("kubernetes:helm.sh/v3:Release", {
            ...wanted,
            chart: "./not-there",
        });
        assert.deepEqual(failures, [
            {
                property: "chart",
                reason: "no such chart; check the chart name and repository configuration.",
            },
        ]);
    });

    it("turns the text of a Secret into its data", async () => {
        const { inputs } = await check("kubernetes:core/v1:Secret", {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "a" },
            data: { one: "MQ==" },
            stringData: secret({ two: "2" }),
        });
        assert.deepEqual(inputs?.data, secret({ one: "MQ==", two: "Mg==" }));
    });
});
