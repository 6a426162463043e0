import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { clusterProvider } from "../../../settings/clusterProvider";
import { ClusterAccess } from "../../../settings/kubeconfig";
import { FakeApiServer, kubeconfig } from "../../support/fakeApiServer";
import { record, recordFailing } from "../../support/recording";

describe("the provider for a stack's cluster", () => {
    const server = new FakeApiServer();
    let folder: string;
    let file: string;
    before(async () => {
        await server.start();
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "cluster-"));
        file = path.join(folder, "kubeconfig");
        fs.writeFileSync(file, server.kubeconfig());
    });
    after(() => {
        server.stop();
        fs.rmSync(folder, { recursive: true });
    });
    beforeEach(() => {
        server.asked = [];
        server.answer = { metadata: { name: "kube-system", uid: "uid-now" } };
    });

    /** A state that keeps the cluster of the first update; none has been if undefined. */
    const state = (first?: string) => ({
        project: "alloy-stack",
        stack: "west",
        computed: {
            "pulumi:index:Stash": ({ input }: Record<string, unknown>) => ({ output: first ?? input }),
        },
    });

    it("is known by the UID of kube-system, and is the same one in a cluster of that UID", async () => {
        for (const first of [undefined, "uid-now"]) {
            const access = { kubeconfig: file, context: "b" };
            const { registered } = await record(() => clusterProvider(access), state(first));
            assert.deepEqual(server.asked.pop(), "/b/api/v1/namespaces/kube-system");
            const [stash, provider] = registered;
            assert.deepEqual([stash?.name, stash?.inputs], ["cluster", { input: "uid-now" }]);
            assert.deepEqual([provider?.type, provider?.name], ["pulumi:providers:kubernetes", "kubernetes"]);
            assert.deepEqual(provider?.inputs, {
                ...access,
                clusterIdentifier: "uid-now",
                enableConfigMapMutable: "true",
            });
            // Another one would replace everything.
            assert.deepEqual(provider.ignoreChanges, ["clusterIdentifier"]);
        }
    });

    /** What somebody reads who deploys to another cluster, and whether there is a provider all the same. */
    async function refused(access: ClusterAccess, first?: string) {
        const { registered, thrown } = await recordFailing(() => clusterProvider(access), state(first));
        const told = thrown.filter((error) => pulumi.RunError.isInstance(error));
        assert.equal(told.length, 1, thrown.join("\n"));
        return {
            message: told[0]!.message,
            isThere: registered.some(({ type }) => type === "pulumi:providers:kubernetes"),
        };
    }

    it("is refused for another cluster than the state's, with what to do in each case", async () => {
        const { message, isThere } = await refused({ kubeconfig: file, context: "a" }, "uid-before");
        assert.equal(isThere, false);
        assert.equal(
            message.slice(message.indexOf("this stack's")),
            [
                `this stack's state is of another cluster: its namespace kube-system has the UID uid-before, and uid-now in the one that the context "a" leads to.`,
                "  If it is the wrong cluster: set alloy-stack:context and alloy-stack:kubeconfig to the right one.",
                "  If a cluster was made again under the same name: pulumi up --refresh --replace 'urn:pulumi:west::alloy-stack::pulumi:index:Stash::cluster'",
                "  For one more cluster: a stack of its own, pulumi stack init NAME",
            ].join("\n"),
        );
        const { message: withoutContext } = await refused({ kubeconfig: file }, "uid-before");
        assert.match(withoutContext, /uid-now in the one that the kubeconfig leads to\./);
    });

    it("is refused for a cluster that does not answer, in one line", async () => {
        fs.writeFileSync(path.join(folder, "gone"), kubeconfig("http://127.0.0.1:2"));
        const gone = await refused({ kubeconfig: path.join(folder, "gone"), context: "b" });
        assert.equal(gone.isThere, false);
        assert.match(gone.message, /the cluster of b in .*\/gone does not answer: .*ECONNREFUSED.*$/);
        assert.doesNotMatch(gone.message, /\n/);
        server.answer = undefined;
        const forbidden = await refused({ kubeconfig: file });
        assert.match(forbidden.message, /the cluster of the current context in .* does not answer: .*403/);
    });

    it("is refused for a kubeconfig that is not there", async () => {
        const { message } = await refused({ kubeconfig: path.join(folder, "nowhere") });
        assert.match(message, /does not answer: ENOENT: no such file or directory/);
    });
});
