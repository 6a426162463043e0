import * as assert from "node:assert/strict";

import * as fc from "fast-check";

import { identifier, RemoteKind, secretName, secretsOf, valueOf } from "../../components/remotes";
import { SecretSource } from "../../components/vault/secretSource";
import { options } from "../../settings/document";
import { SettingsError } from "../../settings/problems";
import { parseSettings, Parsed } from "../../settings/settings";
import { configOf } from "../support/agentConfig";
import { optionsOf } from "../support/configurations/optionsOf";
import { asGiven, secretMarker, validConfiguration } from "../support/configurations/valid";
import { damaged } from "./damage";

const runs = 10_000;
/** Others can be tried: PROPERTY_SEED=1 npx mocha tests/property/settings.spec.ts. */
const seed = Number(process.env.PROPERTY_SEED ?? 7);

/** What is found on this machine in every run. */
const around = { machineIp: () => "192.0.2.1", isOwnAddress: () => true };

/** What holds of every configuration that is accepted. */
function checkAccepted({ settings, warnings }: Parsed): void {
    const { remotes } = settings;
    for (const kind of Object.values(RemoteKind)) {
        const ours = remotes.filter((remote) => remote.kind === kind);
        for (const nameOf of [identifier, secretName])
            assert.equal(new Set(ours.map(nameOf)).size, ours.length, "two remotes have one name");
    }
    for (const remote of remotes) {
        assert.match(identifier(remote), /^(?!(true|false|null)$)[A-Za-z_][A-Za-z0-9_]*$/);
        assert.match(secretName(remote), /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    }
    checkSources(settings);
    const text = configOf(settings);
    for (const { url } of remotes) assert.ok(text.includes(JSON.stringify(url)), url);
    for (const where of [text, ...warnings]) assert.ok(!where.includes(secretMarker), "a secret is readable");
}

/** Every secret can be had from its source. */
function checkSources({ stack }: Parsed["settings"]): void {
    const remotes = [
        ...(stack.prometheusRemotes ?? []).map((remote) => ({ ...remote, kind: RemoteKind.Prometheus })),
        ...(stack.lokiRemotes ?? []).map((remote) => ({ ...remote, kind: RemoteKind.Loki })),
    ];
    for (const remote of remotes) {
        const needed = secretsOf(remote).map(({ property }) => property);
        const { secretSource } = remote;
        if (secretSource === SecretSource.Config)
            for (const property of needed) assert.ok(valueOf(remote, property), `no ${property}`);
        if (secretSource === SecretSource.Generated)
            assert.ok(!needed.includes("client_key"), "a key is generated");
        if (stack.vault?.readOnly && needed.length > 0)
            assert.ok(secretSource === SecretSource.Vault || secretSource === SecretSource.Secret);
        if (secretSource === SecretSource.Secret) assert.ok(remote.existingSecret?.name);
    }
}

describe("any configuration", () => {
    it("comes to settings or to a message, with no secret in either", function () {
        this.timeout(600_000);
        let accepted = 0;
        const used = new Map<string, number>();
        const configuration = fc.oneof(validConfiguration, damaged(validConfiguration));
        fc.assert(
            fc.property(configuration, (values) => {
                let parsed: Parsed;
                try {
                    parsed = parseSettings("p", asGiven(values), around);
                } catch (error) {
                    assert.ok(error instanceof SettingsError, String((error as Error).stack));
                    assert.ok(!error.message.includes(secretMarker), error.message);
                    return;
                }
                checkAccepted(parsed);
                accepted++;
                for (const option of optionsOf(values)) used.set(option, (used.get(option) ?? 0) + 1);
            }),
            { numRuns: runs, seed },
        );
        // So many that the others' being refused says nothing of what is accepted.
        assert.ok(accepted >= 0.3 * runs, `${accepted} of ${runs} were accepted`);
        const rare = [...options(), "remote as text"].filter((option) => (used.get(option) ?? 0) < 100);
        assert.deepEqual(rare, [], "options in less than 100 that were accepted");
        const [least] = [...options().map((option) => used.get(option) ?? 0)].sort((a, b) => a - b);
        console.log(`        ${accepted} of ${runs} accepted, each option at least ${least} times`);
    });

    it("that is made to be valid is accepted", () => {
        fc.assert(
            fc.property(validConfiguration, (values) => {
                parseSettings("p", asGiven(values), around);
            }),
            { numRuns: 1_000, seed },
        );
    });
});
