import * as assert from "node:assert/strict";

import { clusterProvider } from "../../../settings/clusterProvider";
import { ClusterAccess } from "../../../settings/kubeconfig";
import { record } from "../../support/recording";

describe("the provider for a stack's cluster", () => {
    const access = { kubeconfig: "~/.kube/west", context: "b" };

    /** What a stack registers whose state has kept the UID of its first update's cluster; none has been if undefined. */
    const register = (given: ClusterAccess, first?: string) =>
        record(() => clusterProvider(given, "uid-now"), {
            project: "alloy-stack",
            stack: "west",
            ...(first !== undefined && { state: { cluster: { output: first } } }),
        });

    it("is known by the cluster's UID, and is the same one in a cluster of that UID", async () => {
        for (const first of [undefined, "uid-now"]) {
            const { registered, refused } = await register(access, first);
            assert.deepEqual(refused, []);
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

    it("is refused for another cluster than the state's, with what to do in each case", async () => {
        const { registered, refused } = await register(access, "uid-before");
        assert.deepEqual(
            registered.flatMap(({ name, refused: isRefused }) => (isRefused ? [name] : [])),
            ["cluster"],
        );
        assert.deepEqual(refused, [
            [
                'alloy-stack:context: "b" leads to another cluster than the one that this stack was deployed to: its namespace kube-system has the UID uid-now, and had uid-before; expected: the context and the kubeconfig of that cluster.',
                "  If a cluster was made again under the same name: pulumi up --refresh --replace 'urn:pulumi:west::alloy-stack::pulumi:index:Stash::cluster'",
                "  For one more cluster: a stack of its own, pulumi stack init NAME",
            ].join("\n"),
        ]);
        const { refused: withoutContext } = await register({ kubeconfig: "~/.kube/west" }, "uid-before");
        assert.match(
            withoutContext.join(),
            /^alloy-stack:context: the kubeconfig's current context leads to/,
        );
    });
});
