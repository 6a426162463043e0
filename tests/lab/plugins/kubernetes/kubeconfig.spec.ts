import * as assert from "node:assert/strict";

import { readCluster, Unreachable } from "./kubeconfig";

describe("the kubernetes adapter's kubeconfig", () => {
    const content = (user: Record<string, unknown>) =>
        JSON.stringify({
            "current-context": "one",
            contexts: [
                { name: "one", context: { cluster: "a", user: "u" } },
                { name: "two", context: { cluster: "b", user: "u" } },
            ],
            clusters: [
                { name: "a", cluster: { server: "https://a.example:6443" } },
                { name: "b", cluster: { server: "https://b.example:6443" } },
            ],
            users: [{ name: "u", user }],
        });
    const read = (user: Record<string, unknown>, more: { context?: string } = {}) =>
        readCluster({ kubeconfig: content(user), ...more });

    it("is read for its current context, or the one that is asked for", () => {
        assert.equal(read({}).server.host, "a.example:6443");
        assert.equal(read({}, { context: "two" }).server.host, "b.example:6443");
        assert.throws(() => read({}, { context: "three" }), /has no context "three"/);
    });

    it("gives a token or a certificate to log in with, and refuses other ways", () => {
        const certificate = Buffer.from("certificate");
        const user = { "client-certificate-data": certificate.toString("base64") };
        assert.equal(read({ token: "t" }).token, "t");
        assert.deepEqual(read(user).tls.cert, certificate);
        assert.throws(() => read({ exec: {} }), /logs user "u" in by "exec".*it serves/);
    });

    it("is a cluster that can't be reached if it isn't there", () => {
        assert.throws(() => readCluster({ kubeconfig: "/nowhere/kubeconfig" }), Unreachable);
    });
});
