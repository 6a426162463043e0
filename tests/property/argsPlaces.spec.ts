import * as assert from "node:assert/strict";

import * as fc from "fast-check";

import { argsProblems } from "../../components/validate/args";
import { locate, Places } from "../../settings/argsPlaces";
import { Problems } from "../../settings/problems";
import { keys } from "../../settings/schema";
import { readValues } from "../../settings/values";
import { WrongArgs, wrongArgs } from "./wrongArgs";

const values = readValues({ clusterName: "c" }, new Problems("p"));

/** A configuration in which another entry stands before each remote. */
function placesOf({ remotes }: WrongArgs): Places {
    const among = (list: WrongArgs["remotes"]["loki"]) =>
        list.map((remote, index) => ({ remote, index: 2 * index + 1 }));
    return { values, remotes: { prometheus: among(remotes.prometheus), loki: among(remotes.loki) } };
}

describe("whatever is wrong with args", () => {
    it("has a place in the configuration, where the remotes stand and not where the args have them", function () {
        this.timeout(600_000);
        const seen = new Set<string>();
        fc.assert(
            fc.property(wrongArgs, (wrong) => {
                for (const problem of argsProblems(wrong.args)) {
                    const problems = new Problems("p");
                    locate([problem], placesOf(wrong), problems);
                    assert.equal(problems.list.length, 1, problem.path);
                    const { at, found } = problems.list[0]!;
                    assert.equal(found, problem.found);
                    const [, key = "", index] = /^(\w+)(?:\[(\d+)\])?/.exec(at) ?? [];
                    assert.ok(
                        keys.some((one) => one === key),
                        at,
                    );
                    if (index !== undefined) assert.equal(Number(index) % 2, 1, at);
                    assert.doesNotMatch(at, /undefined/);
                    seen.add(
                        `${problem.path.replace(/\d+/, "N")} ${at.replace(/\d+/, "N").replace(/".*"/, '"…"')}`,
                    );
                }
            }),
            { numRuns: 3_000, seed: 7 },
        );
        assert.deepEqual([...seen].sort(), [
            "agentResources.limits.memory agentResources.limits.memory",
            "clusterName clusterName",
            "esoLogin.createMount esoLoginCreateMount",
            "esoLogin.kubernetesHost clusterAddressForVault",
            "esoLogin.mount esoLoginMount",
            "esoLogin.password esoPassword",
            "esoLogin.roleId esoRoleId",
            "esoLogin.secretId esoSecretId",
            "lokiRemotes lokiRemotes",
            "lokiRemotes[N] lokiRemotes[N]",
            'lokiRemotes[N].bearerToken remotePasswords["…"]',
            'lokiRemotes[N].clientKey remoteClientKeys["…"]',
            'lokiRemotes[N].clientSecret remotePasswords["…"]',
            "lokiRemotes[N].existingSecret lokiRemotes[N].existingSecret",
            'lokiRemotes[N].password remotePasswords["…"]',
            'lokiRemotes[N].secretSource secretSources["…"]',
            "namespaces namespaces",
            "namespaces.externalSecrets namespaces.externalSecrets",
            "nodeExporterNamespaces nodeExporterNamespaces",
            "nodeExporterSelector nodeExporterSelector",
            "prometheusRemotes prometheusRemotes",
            "prometheusRemotes[N] prometheusRemotes[N]",
            'prometheusRemotes[N].bearerToken remotePasswords["…"]',
            'prometheusRemotes[N].clientKey remoteClientKeys["…"]',
            'prometheusRemotes[N].clientSecret remotePasswords["…"]',
            "prometheusRemotes[N].existingSecret prometheusRemotes[N].existingSecret",
            'prometheusRemotes[N].password remotePasswords["…"]',
            'prometheusRemotes[N].secretSource secretSources["…"]',
            "storagePath storagePath",
            "vault vaultAddress",
            "vault.address vaultAddress",
            "vault.caCertificate vaultCaCertificate",
            "vault.kvMount vaultKvMount",
        ]);
    });
});
