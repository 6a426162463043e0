import * as assert from "node:assert/strict";

import { registerStack, registerValues } from "../support/program";
import { Registered } from "../support/recording";
import { preview } from "../support/preview";

/** What a stack with these remotes registers: each resource's inputs, by type and name. */
async function registered(lists: { metrics?: unknown[]; logs?: unknown[] }, password = "one") {
    const given = {
        clusterName: "c",
        vaultAddress: "https://vault.example.com",
        esoPassword: "x",
        prometheusRemotes: JSON.stringify(lists.metrics ?? []),
        lokiRemotes: JSON.stringify(lists.logs ?? []),
        remotePasswords: JSON.stringify(lists.metrics ? { "prometheus/a": password } : {}),
    };
    return byName((await registerValues(given)).registered);
}

/** Components left out, whose inputs are those of all that is in them. */
function byName(resources: Registered[]): Map<string, string> {
    return new Map(
        resources
            .filter(({ type }) => !type.startsWith("alloy-stack:"))
            .map(({ type, name, inputs }) => [`${type.split(":").at(-1)!} ${name}`, JSON.stringify(inputs)]),
    );
}

describe("the preview of remotes", () => {
    const a = "a:https://h/api/v1/write:u";
    const open = "open:https://h/api/v1/write:";
    const logs = [
        "a:https://l/loki/api/v1/push:u",
        { name: "b", url: "https://l/loki/api/v1/push", bearerToken: true },
    ];
    const config = "~ ConfigMap alloy-stack-agent-config";
    const pods = ["~ DaemonSetPatch alloy-stack-agent-rollout", "~ Release alloy-stack-agent"];

    it("shows nothing where nothing has changed", async () => {
        const lists = { metrics: [a, open], logs };
        assert.deepEqual(preview(await registered(lists), await registered(lists)), []);
    });

    it("shows the configuration only, of a changed URL, tenant or name of a login", async () => {
        const before = await registered({ metrics: [a, open], logs });
        const url = await registered({ metrics: [a.replace("h/", "other/"), open], logs });
        assert.deepEqual(preview(before, url), [config]);
        const tenant = { name: "a", url: "https://h/api/v1/write", username: "other", tenant: "t" };
        assert.deepEqual(preview(before, await registered({ metrics: [tenant, open], logs })), [config]);
    });

    it("shows its Vault entry only, of a changed password", async () => {
        const lists = { metrics: [a, open], logs };
        assert.deepEqual(preview(await registered(lists), await registered(lists, "two")), [
            "~ SecretV2 alloy-stack-passwords-prometheus-a",
        ]);
    });

    it("shows an added and a removed remote with its own Vault entry and ExternalSecret, and no other's", async () => {
        const without = await registered({ logs });
        const withOne = await registered({ metrics: [a], logs });
        const both = [
            "ExternalSecret alloy-stack-secrets-prometheus-a",
            "SecretV2 alloy-stack-passwords-prometheus-a",
        ];
        const made = both.map((name) => `+ ${name}`);
        assert.deepEqual(preview(without, withOne), [...made, config, ...pods]);
        const removed = both.map((name) => `- ${name}`);
        assert.deepEqual(preview(withOne, without), [...removed, config, ...pods]);
    });

    it("shows the configuration only, of an added remote without a login", async () => {
        const before = await registered({ metrics: [a], logs });
        assert.deepEqual(preview(before, await registered({ metrics: [a, open], logs })), [config]);
    });

    it("shows everything of Vault gone when all are removed", async () => {
        const before = await registered({ metrics: [a, open], logs });
        const after = preview(before, await registered({}));
        assert.ok(after.includes(config) && pods.every((one) => after.includes(one)));
        const rest = after.filter((one) => one !== config && !pods.includes(one));
        assert.ok(rest.length > 0 && rest.every((one) => one.startsWith("- ")), rest.join("\n"));
        const left = [...(await registered({})).keys()].filter((name) =>
            /vault|SecretV2|ExternalSecret |Store|Endpoint|Policy/.test(name),
        );
        assert.deepEqual(left, []);
    });
});

describe("the name of a cluster", () => {
    for (const stack of ["dev", "prod"]) {
        it(`is in no resource's name of ${stack}: another one is another value of the same resources`, async () => {
            const namesOf = async (clusterName: string) => {
                const { registered: all } = await registerStack(stack, { clusterName });
                return all.map(({ type, name, parent }) => `${type} ${name} in ${parent}`).sort();
            };
            const names = await namesOf("first-name");
            assert.ok(names.length > 20);
            assert.deepEqual(await namesOf("second-name"), names);
            assert.doesNotMatch(names.join(), /first-name/);
        });
    }

    it("is in what is sent, in Vault's paths and in the policy for them", async () => {
        const changed = preview(
            byName((await registerStack("prod", { clusterName: "a" })).registered),
            byName((await registerStack("prod", { clusterName: "b" })).registered),
        );
        assert.deepEqual(changed, [
            // The login is named after the cluster, too.
            "~ ClusterSecretStore alloy-stack-store",
            "~ ConfigMap alloy-stack-agent-config",
            "~ Endpoint alloy-stack-operator-login-user",
            "~ ExternalSecret alloy-stack-secrets-loki-primary",
            "~ ExternalSecret alloy-stack-secrets-prometheus-primary",
            "~ Policy alloy-stack-operator-login-policy",
            "~ SecretV2 alloy-stack-passwords-loki-primary",
            "~ SecretV2 alloy-stack-passwords-prometheus-primary",
        ]);
    });
});
