import * as assert from "node:assert/strict";

import { readDeployment } from "../../../../cli/recover/pending";
import { leftInVault } from "../../../../cli/recover/withoutVault";

const urn = (name: string) => `urn:pulumi:prod::alloy-stack::${name}`;
const resource = (type: string, name: string, more: object = {}) => ({ type, urn: urn(name), ...more });

const provider = `${urn("vault")}::0d5f`;
const state = readDeployment({
    resources: [
        resource("pulumi:pulumi:Stack", "stack"),
        resource("alloy-stack:index:AlloyStack", "root", { parent: urn("stack") }),
        resource("pulumi:providers:vault", "vault", { id: "0d5f" }),
        resource("vault:index/policy:Policy", "policy", {
            id: "eso-policy-west",
            parent: urn("root"),
            provider,
        }),
        resource("vault:index/authBackend:AuthBackend", "mount", {
            id: "userpass",
            external: true,
            provider,
        }),
        resource("vault:kv/secretV2:SecretV2", "entry", { id: "secret/data/a", provider }),
        resource("kubernetes:core/v1:Namespace", "namespace", { id: "grafana-alloy" }),
        resource("kubernetes:core/v1:ConfigMap", "config", { dependencies: [urn("entry")] }),
    ],
});

describe("a stack that is destroyed without its Vault", () => {
    it("leaves what is in Vault alone, with the provider and the parents that it has", () => {
        assert.deepEqual(leftInVault(state).urns.sort(), [
            ...["entry", "mount", "policy", "root", "stack", "vault"].map(urn),
        ]);
    });

    it("names what it leaves there by its path, and nothing that is somebody else's", () => {
        assert.deepEqual(leftInVault(state).entries, ["sys/policies/acl/eso-policy-west", "secret/data/a"]);
    });

    it("leaves nothing where nothing is in Vault", () => {
        assert.deepEqual(leftInVault(readDeployment({})), { urns: [], entries: [] });
    });
});
