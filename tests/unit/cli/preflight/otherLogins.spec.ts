import * as assert from "node:assert/strict";

import { preflight } from "../../../../cli/preflight/answer";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";

const remote: PlainRemote = { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" };
const signed: PlainRemote = { ...remote, sigv4: { region: "eu-west-1" } };
const client: PlainRemote = { ...remote, oauth2: { clientId: "id", tokenUrl: "https://login/token" } };

describe("a remote whose login is not a password", () => {
    it("is not blamed for asking for signed requests, which only agents can send", () => {
        for (const status of [401, 403]) {
            const { ok, login, words } = preflight(signed, { status, body: "" }, false);
            assert.deepEqual([ok, login], [true, undefined]);
            assert.equal(words, "its login was not tried: only agents have its keys");
        }
    });

    it("is not blamed for asking for a token that was not fetched", () => {
        const { ok, words } = preflight(client, { status: 401, body: "" }, false);
        assert.equal(ok, true);
        assert.equal(words, "its login was not tried: the secret is not known here");
        assert.equal(preflight(client, { status: 403, body: "" }, false).ok, false);
    });
});
