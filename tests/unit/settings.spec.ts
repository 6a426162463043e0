import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { SettingsError } from "../../settings/problems";
import { readSettings } from "../../settings/settings";

/** Read settings as a stack with these values would. */
function settingsOf(values: Record<string, unknown>) {
    const all = Object.entries(values).map(([key, value]) => [
        `settings-test:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    pulumi.runtime.setAllConfig(Object.fromEntries(all) as Record<string, string>);
    return readSettings(new pulumi.Config("settings-test"));
}

function problemsOf(values: Record<string, unknown>): string[] {
    try {
        settingsOf(values);
    } catch (error) {
        assert.ok(error instanceof SettingsError);
        return error.problems;
    }
    return [];
}

const prod = {
    clusterName: "c",
    vaultAddress: "https://vault.example.com",
    prometheusRemotes: ["primary:https://p.example.com/api/v1/write:alloy"],
};

describe("a stack's settings", () => {
    it("have a default for every password in dev", () => {
        const settings = settingsOf({ clusterName: "c", nodeIp: "192.0.2.1" });
        assert.ok(settings.dev);
        assert.equal(settings.enterpriseVault, undefined);
    });

    it("have none outside dev, and say how to set each", () => {
        assert.deepEqual(problemsOf(prod), [
            `settings-test:remotePasswords: prometheus/primary is missing; set it: pulumi config set --secret --path 'settings-test:remotePasswords["prometheus/primary"]'`,
            "settings-test:operatorPassword is missing; set it: pulumi config set --secret settings-test:operatorPassword",
        ]);
    });

    it("make a secret of every password that is given", async () => {
        const passwords = { remotePasswords: { "prometheus/primary": "one" }, operatorPassword: "two" };
        const settings = settingsOf({ ...prod, ...passwords });
        const given = [settings.operatorLogin.password, settings.remotes[0]?.password];
        for (const password of given) {
            assert.ok(pulumi.Output.isInstance(password));
            assert.equal(await pulumi.isSecret(password as pulumi.Output<string>), true);
        }
        assert.equal(settings.dev, undefined);
    });

    const wrong: [values: Record<string, unknown>, message: RegExp][] = [
        [{}, /clusterName: is missing; name the cluster/],
        [{ clusterName: "a b" }, /clusterName: takes letters, digits/],
        [{ ...prod, vaultAddress: "vault.example.com" }, /vaultAddress: is not an http or https address/],
        [{ ...prod, vaultCaCertificate: "x" }, /vaultCaCertificate: is not a certificate in PEM form/],
        [{ clusterName: "c", nodeIp: "localhost" }, /nodeIp: is not an IPv4 address/],
        [{ clusterName: "c", charts: { alloi: {} } }, /charts: Unrecognized key: "alloi"/],
    ];
    for (const [values, message] of wrong) {
        it(`refuse ${JSON.stringify(values).slice(0, 60)}`, () => {
            assert.match(problemsOf(values).join("\n"), message);
        });
    }
});
