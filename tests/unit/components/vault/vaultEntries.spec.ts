import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Remote } from "../../../../components/remotes";
import { SecretSource } from "../../../../components/vault/secretSource";
import { isSecret, record, valueOf } from "../../../support/recording";
import { create, only, register, remote, written } from "../../../support/vaultResources";

const entryPath = "secret/data/grafana/alloy/west/prometheus/primary";

describe("a remote's entry in Vault", () => {
    it("has all its secrets, each by its name", async () => {
        const { username, password, ...open } = remote;
        const all: Remote = {
            ...open,
            bearerToken: "t0ken",
            clientCertificate: "PEM",
            clientKey: "KEY",
        };
        const { registered } = await register({ remotes: [all] });
        assert.deepEqual(written(registered)[entryPath], { token: "t0ken", client_key: "KEY" });
    });

    it("is a secret to the engine, and leaves no earlier version when it goes", async () => {
        const { registered } = await record(() => create({}));
        const entry = registered.find(({ type }) => type === "vault:kv/secretV2:SecretV2");
        assert.ok(isSecret(entry?.inputs.dataJson));
        assert.equal(entry.inputs.deleteAllVersions, true);
    });

    it("is not written where it is Vault's", async () => {
        const { registered } = await register({ remotes: [{ ...remote, secretSource: SecretSource.Vault }] });
        assert.equal(written(registered)[entryPath], undefined);
    });

    it("is generated once where nobody says what it is, and handed out", async () => {
        const { password, ...open } = remote;
        const generated = { ...open, secretSource: SecretSource.Generated };
        const { registered, entries } = await register({ remotes: [generated] });
        const entry = written(registered)[entryPath] as { password: string };
        assert.match(entry.password, /^[\w-]{32}$/);
        assert.deepEqual(only(registered, "SecretV2").ignoreChanges, ["dataJson"]);
        const out = entries.generated["prometheus/primary"]!;
        assert.equal(await valueOf(out), entry.password);
        assert.equal(await pulumi.isSecret(out), true);
        assert.deepEqual(Object.keys(entries.generated), ["prometheus/primary"]);
    });

    it("is another one where its secrets come from elsewhere", async () => {
        const { password, ...open } = remote;
        const triggerOf = async (more: Partial<Remote>) =>
            only((await register({ remotes: [{ ...open, ...more }] })).registered, "SecretV2").trigger;
        assert.equal(await triggerOf({ password: "s3cr3t" }), "config");
        assert.equal(await triggerOf({ secretSource: SecretSource.Generated }), "generated");
    });
});
