import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import {
    ClusterSecretReader,
    secretObjects,
    SecretReader,
    secretStandings,
} from "../../../../cli/verify/secrets";
import { RemoteKind } from "../../../../components/remotes";
import { Observed } from "../../../../components/secrets/observed";
import { SecretSource } from "../../../../components/vault/secretSource";
import { FakeApiServer } from "../../../support/fakeApiServer";

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
        assert.match(
            (await standings(undefined))[0]?.problem ?? "",
            /it does not exist: pulumi up --refresh/,
        );
        assert.match((await standings({ metadata: {} }))[0]?.problem ?? "", /has not looked at it/);
    });
});

describe("an operator's object as the cluster has it", () => {
    const server = new FakeApiServer();
    before(() => server.start());
    after(() => {
        server.stop();
    });

    /** What is read of an ExternalSecret that was applied a minute after or before it was synced. */
    async function isSynced(applied: string): Promise<boolean> {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-"));
        const kubeconfig = path.join(folder, "kubeconfig");
        fs.writeFileSync(kubeconfig, server.kubeconfig());
        server.answer = {
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            items: [],
            resources: [{ kind: "ExternalSecret", name: "externalsecrets", namespaced: true }],
            metadata: { name: "prometheus-primary", generation: 1, managedFields: [{ time: applied }] },
            status: {
                conditions: [{ type: "Ready", status: "True" }],
                syncedResourceVersion: "1-a",
                refreshTime: "2026-01-01T00:01:00Z",
            },
        };
        const object = { kind: "ExternalSecret", name: "prometheus-primary", namespace: "a" } as const;
        const [standing] = await secretStandings([object], new ClusterSecretReader({ kubeconfig }));
        fs.rmSync(folder, { recursive: true });
        return standing?.ready ?? false;
    }

    it("is ready once it was synced after it was applied", async () => {
        assert.equal(await isSynced("2026-01-01T00:00:00Z"), true);
        assert.equal(await isSynced("2026-01-01T00:01:00Z"), true);
        assert.equal(await isSynced("2026-01-01T00:02:00Z"), false);
    });
});
