import * as assert from "node:assert/strict";

import * as fc from "fast-check";

import { assumedInputs } from "../../components/agent/assumedInputs";
import { alloyConfig } from "../../components/agent/config";
import { parseAlloy } from "../../components/agent/syntax/parse";
import { RemoteKind } from "../../components/remotes";
import { options } from "../../settings/document";
import { remoteObject } from "../../settings/remoteObject";
import { sendingFields } from "../../settings/remoteSending";
import { parseSettings } from "../../settings/settings";
import { sendingKeys, sendingOf } from "../support/configurations/sending";
import { asGiven } from "../support/configurations/valid";

const configuration = fc.record({
    keys: fc.record(sendingKeys, { requiredKeys: [] }),
    metrics: fc.array(sendingOf(RemoteKind.Prometheus), { maxLength: 2 }),
    logs: fc.array(sendingOf(RemoteKind.Loki), { maxLength: 2 }),
});

/** The options of this part, as docs/configuration.md has them. */
const ours = [
    ...options().filter((option) => Object.keys(sendingKeys).some((key) => isIn(option, key))),
    ...options().filter((option) => Object.keys(sendingFields).some((key) => isIn(option, `remote.${key}`))),
];

function isIn(option: string, key: string): boolean {
    return option === key || option.startsWith(`${key}.`);
}

function fieldsOf(path: string, value: unknown): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
    return [path, ...Object.entries(value).flatMap(([name, inner]) => fieldsOf(`${path}.${name}`, inner))];
}

describe("whatever is said of how agents send", () => {
    it("is accepted where it is right, and becomes a configuration that can be read", function () {
        this.timeout(60_000);
        assert.ok(ours.length > 30, `${ours.length} options`);
        assert.ok("queue" in remoteObject.shape);
        const used = new Map<string, number>();
        fc.assert(
            fc.property(configuration, ({ keys, metrics, logs }) => {
                const named = (remotes: object[], path: string) =>
                    remotes.map((remote, index) => ({
                        name: `r${index}`,
                        url: `https://h${path}`,
                        ...remote,
                    }));
                const passwords = [...metrics.entries()]
                    .map(([index]) => `prometheus/r${index}`)
                    .concat([...logs.entries()].map(([index]) => `loki/r${index}`))
                    .filter((entry) => {
                        const [kind, name] = entry.split("/r");
                        return (kind === "loki" ? logs : metrics)[Number(name)]?.oauth2 !== undefined;
                    });
                const values = {
                    clusterName: "c",
                    vaultAddress: "https://vault.example.com",
                    esoPassword: "p",
                    prometheusRemotes: named(metrics, "/api/v1/write"),
                    lokiRemotes: named(logs, "/loki/api/v1/push"),
                    remotePasswords: Object.fromEntries(passwords.map((entry) => [entry, "hunter2"])),
                    ...keys,
                };
                const { settings } = parseSettings("p", asGiven(values), { machineIp: () => "192.0.2.1" });
                const config = alloyConfig(assumedInputs(settings.stack, settings.remotes));
                assert.ok(parseAlloy(config).blocks.length > 0);
                assert.doesNotMatch(config, /hunter2/);
                const fields = [
                    ...Object.entries(keys).flatMap(([key, value]) => fieldsOf(key, value)),
                    ...[...metrics, ...logs].flatMap((remote) => fieldsOf("remote", remote)),
                ];
                for (const field of new Set(fields)) used.set(field, (used.get(field) ?? 0) + 1);
            }),
            { numRuns: 1_000, seed: 7 },
        );
        const rare = ours.filter((option) => (used.get(option) ?? 0) < 100);
        assert.deepEqual(rare, [], "options in less than 100");
    });
});
