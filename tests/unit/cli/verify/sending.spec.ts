import * as assert from "node:assert/strict";

import { sendingCauses } from "../../../../cli/verify/sending";
import { Look } from "../../../../cli/verify/situation";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { FakeAgents } from "../../../support/verify/fakeAgents";

const prometheus: PlainRemote = { kind: RemoteKind.Prometheus, name: "central", url: "https://p/w" };
const loki: PlainRemote = { kind: RemoteKind.Loki, name: "central", url: "http://l/p" };

function causes(remote: PlainRemote, look: Pick<Look, "metrics" | "log">): string[] {
    const pod = { name: "grafana-alloy-x", ready: true };
    const situation = { agents: new FakeAgents(), clusterName: "c", remotes: [remote], since: new Date() };
    const language = remote.kind === RemoteKind.Prometheus ? "promql" : "logql";
    return sendingCauses(language, [{ pod, components: [], ...look }], situation);
}

/** What to do about what an agent is told by a Prometheus remote. */
function advice(err: string): string | undefined {
    const found = causes(prometheus, {
        metrics: 'prometheus_remote_storage_samples_retried_total{remote_name="central"} 500\n',
        log: `level=warn msg="Failed to send batch, retrying" remote_name=central err=${JSON.stringify(err)}\n`,
    });
    return found.join().split("; ").at(-1);
}

describe("what to do about a remote that refuses", () => {
    it("is to give the authority, where its certificate is not trusted", () => {
        assert.equal(
            advice("tls: failed to verify certificate: x509: certificate signed by unknown authority"),
            "the agent does not trust its certificate: give the remote a ca, or a serverName for another name",
        );
    });

    it("is to give a client certificate, where it asks for one", () => {
        assert.equal(
            advice("remote error: tls: certificate required"),
            "it asks for a client certificate: give the remote a clientCertificate",
        );
    });

    it("is to look for what else it may want, where it only says that the request is bad", () => {
        assert.equal(
            advice("server returned HTTP status 400 Bad Request: <html>"),
            "it may want a client certificate, a tenant or a header besides",
        );
    });

    it("is to give a login or a tenant, where the remote has no login", () => {
        const metrics =
            'loki_write_request_duration_seconds_count{component_id="loki.write.central",status_code="401"} 4\n';
        assert.deepEqual(causes(loki, { metrics, log: "" }), [
            'logs do not get to remote "central" (http://l/p): grafana-alloy-x gets nothing through: the answer is 401; it asks for a login or a tenant: give the remote a username, a bearerToken or a tenant',
        ]);
        const log = `level=error component_id=loki.write.central error="status 401 Unauthorized (401): no org id"\n`;
        assert.match(
            causes(loki, { metrics, log }).join(),
            /; it keeps several owners' data: give the remote a tenant$/,
        );
    });
});
