import * as assert from "node:assert/strict";

import { Asked, preflight } from "../../../../cli/preflight/answer";
import { RemoteKind } from "../../../../components/remotes";

const remote = { kind: RemoteKind.Prometheus, name: "m", url: "https://m.example/w", username: "u" };
const answered = (status: number, body = ""): Asked => ({ status, body });
const failed = (code: string): Asked => ({ error: { code, message: code } });

describe("what an answer says about a remote before anything is deployed", () => {
    it("is all good where an empty push is taken", () => {
        const all = { reachable: true, trusted: true, path: true, login: true, ok: true };
        assert.deepEqual(preflight(remote, answered(204), true), all);
        assert.deepEqual(preflight(remote, answered(200), true), all);
        const loki = { ...remote, kind: RemoteKind.Loki };
        const empty = "error at least one valid stream is required for ingestion";
        assert.deepEqual(preflight(loki, answered(422, empty), true), all);
    });

    it("says nothing of trust where there is no TLS", () => {
        const open = { ...remote, url: "http://m.example/w" };
        assert.equal("trusted" in preflight(open, answered(204), true), false);
    });

    const red: [status: number, words: RegExp, more: object][] = [
        [401, /refuses the login \(401\)/, { path: true, login: false }],
        [403, /may not write there/, { path: true, login: false }],
        [404, /nothing takes what is sent at that path/, { path: false }],
        [405, /nothing takes what is sent at that path/, { path: false }],
        [301, /it leads elsewhere \(301\)/, { path: false }],
        [503, /overloaded or broken \(503\): try later/, {}],
        [400, /it answers 400: try later/, { path: true }],
    ];
    for (const [status, words, more] of red) {
        it(`is red for ${status}`, () => {
            const { words: said = "", ...found } = preflight(
                remote,
                answered(status, "try later\nmore"),
                true,
            );
            assert.match(said, words);
            assert.deepEqual(found, { reachable: true, trusted: true, ok: false, ...more });
        });
    }

    it("is told to have a login where it has none and is asked for one", () => {
        const { username: _, ...open } = remote;
        assert.match(preflight(open, answered(401), true).words ?? "", /it asks for a login/);
    });

    it("is no judgement of a login whose secret is not known here", () => {
        const found = preflight(remote, answered(401), false);
        assert.equal(found.ok, true);
        assert.equal("login" in found, false);
        assert.match(found.words ?? "", /its login was not tried/);
    });

    it("is why there is none", () => {
        const said = (code: string, url = remote.url) => preflight({ ...remote, url }, failed(code), true);
        assert.match(said("ENOTFOUND").words ?? "", /there is no host m\.example/);
        assert.match(said("ECONNREFUSED").words ?? "", /does it run\?/);
        assert.match(
            said("UNABLE_TO_VERIFY_LEAF_SIGNATURE").words ?? "",
            /give the remote the authority as its ca/,
        );
        assert.equal(said("DEPTH_ZERO_SELF_SIGNED_CERT").trusted, false);
        assert.match(said("ERR_TLS_CERT_ALTNAME_INVALID").words ?? "", /serverName/);
        assert.match(said("EPROTO").words ?? "", /does not speak TLS/);
        assert.match(said("ETIMEDOUT").words ?? "", /it does not answer: ETIMEDOUT/);
        assert.ok([said("ENOTFOUND"), said("EPROTO")].every(({ ok }) => !ok));
    });
});
