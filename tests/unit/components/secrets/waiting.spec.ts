import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Awaited } from "../../../../components/secrets/observed";
import { ProviderReader } from "../../../../components/secrets/waiting";
import { record } from "../../../support/recording";

const store: Awaited = { kind: "ClusterSecretStore", name: "vault" };
const secret: Awaited = { kind: "ExternalSecret", name: "loki-a", namespace: "agents" };

const types = {
    store: "kubernetes:external-secrets.io/v1:ClusterSecretStore",
    secret: "kubernetes:external-secrets.io/v1:ExternalSecret",
};
const metadata = { generation: 3 };
const status = { conditions: [{ type: "Ready", status: "True" }] };

/** Work with a reader under a component, in a cluster that has the secret with a status and the store without one. */
function withReader<T>(work: (reader: ProviderReader) => Promise<T>) {
    const create = async () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
        return work(new ProviderReader("s-ready", parent));
    };
    const computed = {
        [types.store]: () => ({ metadata }),
        [types.secret]: () => ({ metadata, status }),
    };
    return record(create, { computed });
}

describe("the reader of the operator's objects", () => {
    it("reads them with the provider, by what the cluster knows them by", async () => {
        const { registered, created } = await withReader(async (reader) => [
            await reader.read(secret),
            await reader.read(store),
        ]);
        assert.deepEqual(created, [{ metadata, status }, { metadata }]);
        const readings = registered.filter(({ type }) => type !== "test:index:Parent");
        assert.deepEqual(
            readings.map(({ type, id, parent, read }) => ({ type, id, parent, read })),
            [
                { type: types.secret, id: "agents/loki-a", parent: "parent", read: true },
                { type: types.store, id: "vault", parent: "parent", read: true },
            ],
        );
    });

    it("says who they are as the provider does: a refresh that finds more says that they have changed", async () => {
        const { registered } = await withReader(async (reader) => {
            for (const object of [secret, store]) await reader.read(object);
        });
        const apiVersion = "external-secrets.io/v1";
        assert.deepEqual(
            registered.flatMap(({ read, inputs }) => (read ? [inputs] : [])),
            [
                { apiVersion, kind: "ExternalSecret", metadata: { name: "loki-a", namespace: "agents" } },
                { apiVersion, kind: "ClusterSecretStore", metadata: { name: "vault" } },
            ],
        );
    });

    it("gives the first reading of each the same name in every update, and later ones others", async () => {
        const names = async () => {
            const { registered } = await withReader(async (reader) => {
                for (const object of [store, secret, store, store, secret]) await reader.read(object);
            });
            return registered.flatMap(({ read, name }) => (read ? [name] : []));
        };
        const expected = [
            "s-ready-ClusterSecretStore-vault-1",
            "s-ready-ExternalSecret-loki-a-1",
            "s-ready-ClusterSecretStore-vault-2",
            "s-ready-ClusterSecretStore-vault-3",
            "s-ready-ExternalSecret-loki-a-2",
        ];
        assert.deepEqual(await names(), expected);
        assert.deepEqual(await names(), expected);
    });

    it("registers nothing to have the operator look at one", async () => {
        const { registered } = await withReader((reader) => {
            reader.askAgain(secret);
            return Promise.resolve();
        });
        assert.deepEqual(
            registered.map(({ name }) => name),
            ["parent"],
        );
    });

    it("knows no warning where no kubeconfig is given to ask with", async () => {
        const { created } = await withReader((reader) => reader.lastWarning(secret));
        assert.equal(created, undefined);
    });
});
