import * as assert from "node:assert/strict";

import { secretObjects, SecretReader, secretStandings } from "../../../../cli/verify/secrets";
import { RemoteKind } from "../../../../components/remotes";
import { Observed } from "../../../../components/secrets/observed";
import { SecretSource } from "../../../../components/vault/secretSource";

const primary = { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w", username: "u" };

describe("the secrets of a stack that is verified", () => {
    it("are the store's and one for each remote that has any in it", () => {
        const remotes = [
            primary,
            { kind: RemoteKind.Loki, name: "open", url: "https://l.example/p" },
            { ...primary, name: "theirs", secretSource: SecretSource.Secret, existingSecret: { name: "x" } },
        ];
        assert.deepEqual(secretObjects(remotes, "agents", undefined), [
            { kind: "ClusterSecretStore", name: "vault-secret-store" },
            { kind: "ExternalSecret", name: "prometheus-primary", namespace: "agents" },
        ]);
        assert.deepEqual(secretObjects([primary], "agents", "platform")[0], {
            kind: "ClusterSecretStore",
            name: "platform",
        });
        assert.deepEqual(secretObjects([remotes[1]!], "agents", undefined), []);
    });

    function standings(observed: Observed | undefined, warning?: string) {
        const reader: SecretReader = {
            read: () => Promise.resolve(observed),
            lastWarning: () => Promise.resolve(warning),
        };
        return secretStandings(
            [{ kind: "ExternalSecret", name: "prometheus-primary", namespace: "a" }],
            reader,
        );
    }

    const condition = (status: string, reason: string, message: string): Observed => ({
        metadata: { generation: 1 },
        status: { conditions: [{ type: "Ready", status, reason, message }] },
    });

    it("are ready by their condition", async () => {
        assert.deepEqual(await standings(condition("True", "SecretSynced", "synced")), [
            { kind: "ExternalSecret", name: "prometheus-primary", ready: true },
        ]);
    });

    it("are not, in the operator's words, its event's, and with the likely cause", async () => {
        const [found] = await standings(
            condition("False", "SecretSyncedError", "could not get secret data from provider"),
            "error processing spec.data[0] (key: grafana/alloy/c/prometheus/primary),\n err: Secret does not exist",
        );
        assert.equal(found?.ready, false);
        assert.match(
            found.problem ?? "",
            /^SecretSyncedError: could not get .*: error processing spec\.data\[0\] \(key: grafana\/alloy\/c\/prometheus\/primary\), err: Secret does not exist; likely: Vault has nothing at the path above/,
        );
    });

    it("are not there, or were not looked at", async () => {
        assert.match((await standings(undefined))[0]?.problem ?? "", /it is not there: pulumi up --refresh/);
        assert.match((await standings({ metadata: {} }))[0]?.problem ?? "", /has not looked at it/);
    });
});
