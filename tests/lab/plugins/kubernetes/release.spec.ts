import * as assert from "node:assert/strict";

import { InitializationFailed, Properties } from "../plugin";
import { HelmFailed, RunHelm } from "./helm";
import { asHelm3 } from "./helmWords";
import { kubernetesPlugin } from "./plugin";
import { releaseToken } from "./release";

const urn = `urn:pulumi:dev::alloy-stack::${releaseToken}::r`;
const subject = { urn, name: "r", type: releaseToken };
const properties = { name: "agents", namespace: "monitoring", chart: "alloy", timeout: 5 };
const id = "monitoring/agents";

/** What helm prints to each command that it is given, or the failure that it tells. */
type Answers = Record<string, string | Error>;

const command = /^(install|upgrade|uninstall|version|get metadata|get manifest|get values)/;

function fails(words: string): Error {
    return new HelmFailed(asHelm3(`level=WARN msg="something"\nError: ${words}\n`));
}

describe("the kubernetes adapter's Release", () => {
    let asked: string[];
    let warnings: string[];
    const context = {
        signal: new AbortController().signal,
        log: (_: string, message: string) => warnings.push(message),
    };
    beforeEach(() => {
        asked = [];
        warnings = [];
    });

    async function releaseWith(answers: Answers, version = "v4.1.4") {
        const run: RunHelm = (args) => {
            const line = args.filter(
                (_, index) => !args.slice(index - 1, index + 1).includes("--kubeconfig"),
            );
            asked.push(line.join(" "));
            const [name = ""] = command.exec(line.join(" ")) ?? [];
            const all: Answers = { version, ...answers };
            const answer = all[name] ?? "";
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        };
        const plugin = kubernetesPlugin(undefined, run);
        await plugin.configure({ kubeconfig: "/nowhere" });
        return plugin.resource(releaseToken);
    }

    const left = (status: string, revision: number): Answers => ({
        "get metadata": JSON.stringify({
            name: "agents",
            chart: "alloy",
            version: "1.0.0",
            status,
            revision,
        }),
        "get manifest": "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agents\n",
        "get values": "null",
    });
    const tooLate = "context deadline exceeded";

    /** Of a release that is there but not as it should be. */
    async function partOf(work: Promise<unknown>): Promise<InitializationFailed> {
        const error: unknown = await work.then(
            () => undefined,
            (failure: unknown) => failure,
        );
        assert.ok(error instanceof InitializationFailed, String(error));
        return error;
    }

    it("is installed as Helm 3 installs it", async () => {
        const flags = async (more: Properties, version?: string) => {
            const release = await releaseWith(left("deployed", 1), version);
            await release.create({ ...subject, properties: { ...properties, ...more } }, context);
            return asked.findLast((line) => line.startsWith("install"))?.split("--timeout 5s ")[1];
        };
        assert.equal(await flags({}), "--server-side=false --wait=legacy");
        assert.equal(await flags({ skipAwait: true }), "--server-side=false");
        const atomic = "--server-side=false --wait=legacy --rollback-on-failure";
        assert.equal(await flags({ atomic: true, skipAwait: true }), atomic);
        assert.equal(await flags({ atomic: true }, "v3.20.2"), "--wait --atomic");
    });

    it("that does not become ready is in the state as failed", async () => {
        const install = fails(`INSTALLATION FAILED: ${tooLate}`);
        const release = await releaseWith({ ...left("failed", 1), install });
        const error = await partOf(release.create({ ...subject, properties }, context));
        assert.equal(
            error.message,
            `Helm release "${id}" was created, but failed to initialize completely. Use Helm CLI to investigate: ` +
                `failed to become available within allocated timeout. Error: Helm Release ${id}: ${tooLate}`,
        );
        assert.equal(error.id, id);
        assert.equal((error.properties.status as Properties).status, "failed");
        assert.match(
            warnings.join("\n"),
            /was created but has a failed status.*Reason: context deadline exc/,
        );
    });

    it("is no release of ours if its name, or one of its objects, is somebody else's", async () => {
        const others = {
            "cannot reuse a name that is still in use": "cannot re-use a name that is still in use",
            'unable to continue with install: CustomResourceDefinition "x" in namespace "" exists':
                'Unable to continue with install: CustomResourceDefinition "x" in namespace "" exists',
        };
        for (const [helm4, official] of Object.entries(others)) {
            const found = helm4.startsWith("cannot") ? left("deployed", 3) : {};
            const none = fails("release: not found");
            const install = fails(`INSTALLATION FAILED: ${helm4}`);
            const release = await releaseWith({ "get metadata": none, ...found, install });
            await assert.rejects(release.create({ ...subject, properties }, context), (error: Error) => {
                assert.ok(!(error instanceof InitializationFailed));
                assert.equal(error.message, official);
                return true;
            });
        }
    });

    it("whose change does not become ready is in the state as failed, and as it was where nothing was done", async () => {
        const olds = { ...properties, status: { revision: 1 } };
        const update = { ...subject, id, olds, news: { ...properties, cleanupOnFail: true } };
        const upgrade = fails(`UPGRADE FAILED: ${tooLate}`);
        const failed = await releaseWith({ ...left("failed", 2), upgrade });
        const error = await partOf(failed.update(update, context));
        assert.match(
            error.message,
            new RegExp(`^Helm release "${id}" failed to initialize completely\\. .*`),
        );
        assert.equal((error.properties.status as Properties).revision, 2);
        assert.match(asked[1] ?? "", /^upgrade agents alloy .*--history-max 0 --cleanup-on-fail$/);

        const untouched = await releaseWith({
            ...left("deployed", 1),
            upgrade: fails("UPGRADE FAILED: bad"),
        });
        await assert.rejects(untouched.update(update, context), { message: "bad", name: "Error" });
    });

    it("that was rolled back has the failed revision in the state", async () => {
        const atomic = { ...properties, atomic: true };
        const olds = { ...atomic, status: { revision: 1 } };
        const upgrade = fails(
            `UPGRADE FAILED: release agents failed, and has been rolled back due to rollback-on-failure being set: x`,
        );
        const release = await releaseWith({ ...left("failed", 2), upgrade });
        const error = await partOf(release.update({ ...subject, id, olds, news: atomic }, context));
        assert.match(error.message, /rolled back due to atomic being set: x$/);
        assert.ok(asked.some((line) => line.startsWith("get metadata") && line.includes("--revision 2")));
    });

    it("that is gone cannot be deleted", async () => {
        const uninstall = fails("uninstall: Release not loaded: agents: release: not found");
        const release = await releaseWith({ uninstall });
        await assert.rejects(release.delete({ ...subject, id, properties }, context), {
            message: "uninstall: Release not loaded: agents: release: not found",
        });
        assert.equal(asked.at(-1), "uninstall agents --namespace monitoring --wait=legacy --timeout 5s");
    });

    it("in a cluster that cannot be reached is neither changed nor read", async () => {
        const unreachable = fails(
            'kubernetes cluster unreachable: Get "https://127.0.0.1:1/version": dial tcp 127.0.0.1:1: connect: ' +
                "connection refused",
        );
        const release = await releaseWith({ install: unreachable, "get metadata": unreachable });
        await assert.rejects(
            release.create({ ...subject, properties }, context),
            /can't create Helm Release with unreachable cluster: unable to load schema information from/,
        );
        const state = { ...properties, __inputs: properties };
        await assert.rejects(
            release.read({ ...subject, id, properties: state }, context),
            /failed to read resource state due to unreachable cluster.*PULUMI_K8S_DELETE_UNREACHABLE/,
        );
    });

    it("is compared with what it really is, and replaced for another name or namespace", async () => {
        const release = await releaseWith({});
        const values = { a: 1 };
        const olds = { ...properties, values: { a: 2, b: 3 }, __inputs: { ...properties, values } };
        const diff = (news: Properties) => release.diff({ ...subject, id, olds, news });
        const edited = await diff({ ...properties, values });
        assert.deepEqual(edited.diffs, ["values"]);
        assert.equal(edited.replaces, undefined);
        assert.equal((await diff({ ...properties, values: { a: 2 } })).changes, "DIFF_NONE");
        assert.deepEqual((await diff(properties)).diffs, ["values"], "no longer wanted");
        const moved = await diff({ ...properties, values: { a: 2 }, namespace: "other" });
        assert.deepEqual(moved.replaces, ["namespace"]);
        assert.ok(!moved.deleteBeforeReplace);
    });
});
