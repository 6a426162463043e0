import * as assert from "node:assert/strict";

import { AlloyStack, AlloyStackArgs, Installation } from "../../../components/index";
import { record, Registered } from "../../support/recording";

/** What a stack registers without remotes, by type's last word and name. */
async function register(more: Partial<AlloyStackArgs>) {
    const args = { clusterName: "west", ...more };
    return record(() => new AlloyStack("s", args), { preview: true });
}

const of = (registered: Registered[], type: string) =>
    registered.filter((one) => one.type.endsWith(`:${type}`) && !one.read).map(({ inputs }) => inputs);

const namespaced = { agent: "a", externalSecrets: "e", nodeExporter: "n" };

describe("a stack's pods", () => {
    it("may run on OpenShift, by its own role for each account that sees its node, with the SELinux type", async () => {
        const { registered } = await register({ openShift: true, namespaces: namespaced });
        const bindings = of(registered, "RoleBinding").map(({ roleRef, subjects }) => ({
            roleRef,
            subjects,
        }));
        const account = ({ subjects }: { subjects: unknown }) => JSON.stringify(subjects);
        assert.deepEqual(
            bindings.sort((one, other) => account(one).localeCompare(account(other))),
            [
                ["grafana-alloy", "a"],
                ["node-exporter", "n"],
            ].map(([name, namespace]) => ({
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "ClusterRole",
                    name: "system:openshift:scc:privileged",
                },
                subjects: [{ kind: "ServiceAccount", name, namespace }],
            })),
        );
        const agent = of(registered, "Release").find(({ name }) => name === "grafana-alloy");
        const { alloy } = agent?.values as { alloy: { securityContext: { seLinuxOptions: unknown } } };
        assert.deepEqual(alloy.securityContext.seLinuxOptions, { type: "spc_t" });
        const plain = await register({});
        assert.deepEqual(of(plain.registered, "RoleBinding"), []);
    });

    it("have the registry's login in each of the three namespaces, and name it", async () => {
        const imageRegistryLogin = { server: "r.example", username: "robot", password: "hunter2" };
        const { registered } = await register({ imageRegistryLogin, namespaces: namespaced });
        const secrets = of(registered, "Secret").map(({ metadata }) => metadata as { namespace: string });
        assert.deepEqual(secrets.map(({ namespace }) => namespace).sort(), ["a", "e", "n"]);
        const named = JSON.stringify([of(registered, "Release"), of(registered, "DaemonSet")]);
        assert.equal(
            named.match(/alloy-stack-registry/g)?.length,
            5,
            "agent, three of the operator, node exporter",
        );
        const { inputs } = registered.find(({ name }) => name === "s")!;
        assert.doesNotMatch(JSON.stringify(inputs), /hunter2/);
    });

    it("have a chart by its digest, and images by theirs", async () => {
        const digest = `sha256:${"0a".repeat(32)}`;
        const chart = `oci://r.example/charts/alloy@${digest}`;
        const { registered } = await register({
            charts: { alloy: { chart } },
            images: {
                alloy: `r.example/alloy:v1@${digest}`,
                externalSecrets: `r.example/eso:v1@${digest}`,
                nodeExporter: `r.example/ne:v1@${digest}`,
            },
        });
        const agent = of(registered, "Release").find(({ name }) => name === "grafana-alloy");
        assert.deepEqual(
            [agent?.chart, agent?.version, agent?.repositoryOpts],
            [chart, undefined, undefined],
        );
        const { image } = agent?.values as { image: object };
        // In the tag, from which the chart makes a label, a digest would be no label.
        assert.deepEqual(image, { registry: "r.example", repository: "alloy", tag: "v1", digest });
        assert.match(JSON.stringify(of(registered, "DaemonSet")), new RegExp(`"r.example/ne:v1@${digest}"`));
        const operator = of(registered, "Release").find(({ name }) => name === "external-secrets");
        const { image: ofOperator } = operator?.values as { image: object };
        assert.deepEqual(ofOperator, { repository: "r.example/eso", tag: `v1@${digest}` });
    });

    it("may not have a chart with a login in its address", async () => {
        for (const chart of [
            "oci://u:hunter2@r.example/alloy",
            "oci://u:1/hunter2@r.example/alloy@sha256:0a",
        ])
            await assert.rejects(register({ charts: { alloy: { chart } } }), (error) => {
                assert.match(String(error), /charts\.alloy\.chart: has a login inside its address/);
                assert.doesNotMatch(String(error), /hunter2/);
                return true;
            });
    });
});

describe("the owners of a stack's namespaces", () => {
    const state = (output: boolean) => ({ "s-create-namespaces": { output } });
    const refusals = async (createNamespaces: boolean, before: boolean) =>
        (
            await record(() => new AlloyStack("s", { clusterName: "west", createNamespaces }), {
                preview: true,
                state: state(before),
            })
        ).refused;

    it("stay the same, or it is said what to do", async () => {
        assert.deepEqual(await refusals(true, true), []);
        assert.deepEqual(await refusals(false, false), []);
        assert.match(
            (await refusals(false, true)).join(),
            /^createNamespaces: is false, and the stack has made the namespaces; expected: true; or to give them to somebody else, .*pulumi up --replace 'urn:.*s-create-namespaces'$/,
        );
        assert.match(
            (await refusals(true, false)).join(),
            /^createNamespaces: is true, and others have made the namespaces; expected: false; or .*pulumi up --replace 'urn:/,
        );
    });

    it("are asked for no other namespace of the operator, whose CRDs belong to a release there", async () => {
        const move = async (more: Partial<AlloyStackArgs>) =>
            (
                await record(
                    () =>
                        new AlloyStack("s", {
                            clusterName: "west",
                            namespaces: { externalSecrets: "moved" },
                            ...more,
                        }),
                    {
                        preview: true,
                        state: { "s-external-secrets-namespace": { output: "external-secrets" } },
                    },
                )
            ).refused;
        const [told = "", ...more] = await move({});
        assert.deepEqual(more, []);
        assert.match(
            told,
            /^namespaces\.externalSecrets: is "moved", and the operator was installed in "external-secrets"/,
        );
        assert.match(told, /meta\.helm\.sh\/release-namespace=moved\n {2}pulumi up --replace 'urn:/);
        assert.deepEqual(await move({ externalSecrets: Installation.Existing }), []);
    });
});
