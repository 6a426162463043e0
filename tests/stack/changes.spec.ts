import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AlloyStack } from "../../components";
import { parseSettings } from "../../settings/settings";

/** What a stack with these remotes registers: each resource's inputs, by type and name. */
async function registered(lists: { metrics?: unknown[]; logs?: unknown[] }, password = "one") {
    const given = {
        clusterName: "c",
        offline: "true",
        vaultAddress: "https://vault.example.com",
        operatorPassword: "x",
        prometheusRemotes: JSON.stringify(lists.metrics ?? []),
        lokiRemotes: JSON.stringify(lists.logs ?? []),
        remotePasswords: JSON.stringify(lists.metrics ? { "prometheus/a": password } : {}),
    };
    const resources = new Map<string, string>();
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            resources.set(`${type.split(":").at(-1)!} ${name}`, JSON.stringify(inputs));
            return { id: name, state: inputs as Record<string, unknown> };
        },
        call: () => ({}),
    });
    new AlloyStack("s", parseSettings("p", given, () => undefined).settings);
    await pulumi.runtime.disconnect();
    return resources;
}

type Resources = Awaited<ReturnType<typeof registered>>;

/** What a preview would show: "+" for made, "-" for removed, "~" for changed. */
function preview(before: Resources, after: Resources): string[] {
    return [...new Set([...before.keys(), ...after.keys()])]
        .flatMap((name) => {
            if (!before.has(name)) return [`+ ${name}`];
            if (!after.has(name)) return [`- ${name}`];
            return before.get(name) === after.get(name) ? [] : [`~ ${name}`];
        })
        .sort();
}

describe("the preview of remotes", () => {
    const a = "a:https://h/api/v1/write:u";
    const open = "open:https://h/api/v1/write:";
    const logs = [
        "a:https://l/loki/api/v1/push:u",
        { name: "b", url: "https://l/loki/api/v1/push", bearerToken: true },
    ];
    const config = "~ ConfigMap s-agent-config";
    const pods = "~ Release s-agent";

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
            "~ SecretV2 s-passwords-prometheus-a",
        ]);
    });

    it("shows an added and a removed remote with its own Vault entry and ExternalSecret, and no other's", async () => {
        const without = await registered({ logs });
        const withOne = await registered({ metrics: [a], logs });
        const both = ["ExternalSecret s-secrets-prometheus-a", "SecretV2 s-passwords-prometheus-a"];
        const made = both.map((name) => `+ ${name}`);
        assert.deepEqual(preview(without, withOne), [...made, config, pods]);
        const removed = both.map((name) => `- ${name}`);
        assert.deepEqual(preview(withOne, without), [...removed, config, pods]);
    });

    it("shows the configuration only, of an added remote without a login", async () => {
        const before = await registered({ metrics: [a], logs });
        assert.deepEqual(preview(before, await registered({ metrics: [a, open], logs })), [config]);
    });

    it("shows everything of Vault gone when all are removed", async () => {
        const before = await registered({ metrics: [a, open], logs });
        const after = preview(before, await registered({}));
        assert.ok(after.includes(config) && after.includes(pods));
        const rest = after.filter((one) => one !== config && one !== pods);
        assert.ok(rest.length > 0 && rest.every((one) => one.startsWith("- ")), rest.join("\n"));
        const left = [...(await registered({})).keys()].filter((name) =>
            /Vault|SecretV2|ExternalSecret |Store/.test(name),
        );
        assert.deepEqual(left, []);
    });
});
