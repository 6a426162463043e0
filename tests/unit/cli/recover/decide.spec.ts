import * as assert from "node:assert/strict";

import { decide, Decision, NextCommand } from "../../../../cli/recover/decide";
import { Found, HelmRecord } from "../../../../cli/recover/found";
import { Deployment, PendingOperation } from "../../../../cli/recover/pending";

const urn = "urn:pulumi:dev::alloy-stack::kubernetes:core/v1:ConfigMap::a";
const nothing: Deployment = { resources: [] };
const noop = () => Promise.resolve();

function pending(type: string, inputs = {}): PendingOperation {
    return { type, resource: { urn, type: "kubernetes:core/v1:ConfigMap", inputs } };
}

function decided(type: string, found: Found, deployment = nothing, next: NextCommand = "up"): Decision {
    return decide(pending(type), found, deployment, next);
}

describe("what is done about an operation that was killed", () => {
    const ours: Found = { there: "ours", id: "ns/a", outputs: { x: 1 } };

    it("which changed or removed something: the state is read again", () => {
        for (const type of ["updating", "deleting", "reading", "importing"]) {
            assert.deepEqual(decided(type, ours), { do: "refresh" });
            assert.deepEqual(decided(type, { there: "nothing" }), { do: "refresh" });
        }
    });

    it("which made something: it is adopted if it is ours, and cleared if it is not there", () => {
        assert.deepEqual(decided("creating", ours), { do: "adopt", id: "ns/a", outputs: { x: 1 } });
        assert.deepEqual(decided("creating", { there: "nothing" }), { do: "clear" });
        assert.deepEqual(decided("creating", { there: "replaceable" }), { do: "clear" });
        assert.equal(decided("creating", { there: "unfinished", what: "it", remove: noop }).do, "remove");
    });

    it("which made something of which the state has one: that one is true, unless it waited to be made again", () => {
        const resource = { urn, type: "kubernetes:core/v1:ConfigMap", inputs: {} };
        assert.deepEqual(decided("creating", ours, { resources: [resource] }), { do: "clear" });
        const replaced = { resources: [{ ...resource, pendingReplacement: true }] };
        assert.equal(decided("creating", ours, replaced).do, "adopt");
    });

    it("which made something that somebody else's is in the place of: nothing, and the command that shows it", () => {
        const decision = decided("creating", { there: "theirs", show: "kubectl get configmap a" });
        assert.deepEqual(decision, {
            do: "stop",
            reason: "ConfigMap a: something of that name exists, and this program did not create it; see: kubectl get configmap a",
        });
        assert.equal(decided("creating", { there: "unknown" }).do, "stop");
    });

    it("in a dev Vault: nothing, for the program asks that by itself", () => {
        for (const type of ["creating", "updating", "deleting"])
            assert.deepEqual(decided(type, { there: "probed" }), { do: "clear" });
    });

    describe("on a Helm release", () => {
        const inputs = { name: "grafana-alloy", namespace: "agents", values: { a: 1 } };
        const record = (revision: number, status: string): HelmRecord => ({
            name: "grafana-alloy",
            revision,
            status,
            remove: noop,
        });

        function release(
            type: string,
            records: HelmRecord[],
            { isOurs = true, next = "up" }: { isOurs?: boolean; next?: NextCommand } = {},
        ): Decision {
            const found: Found = {
                there: "release",
                records,
                isOurs,
                show: "helm -n agents status grafana-alloy",
            };
            return decide(pending(type, inputs), found, nothing, next);
        }

        it("that Helm had not begun", () => {
            assert.deepEqual(release("creating", []), { do: "clear" });
            assert.deepEqual(release("updating", []), { do: "refresh" });
        });

        it("that Helm was interrupted at: only the record of that revision goes", () => {
            const [first, second] = [record(1, "deployed"), record(2, "pending-upgrade")];
            assert.deepEqual(release("updating", [second, first]), {
                do: "remove",
                what: "Helm's record of revision 2 of release grafana-alloy, which is pending-upgrade",
                remove: second.remove,
            });
            assert.equal(release("creating", [record(1, "pending-install")]).do, "remove");
            // Revisions are numbers: the tenth is newer than the ninth.
            assert.deepEqual(release("updating", [record(10, "deployed"), record(9, "pending-upgrade")]), {
                do: "refresh",
            });
        });

        it("that Helm has installed: it is adopted with all that was given to it", () => {
            assert.deepEqual(release("creating", [record(1, "deployed")]), {
                do: "adopt",
                id: "agents/grafana-alloy",
                outputs: { ...inputs, __inputs: inputs },
            });
        });

        it("that has failed: it is adopted as failed, so that the next update tries again", () => {
            const decision = release("creating", [record(1, "failed")]);
            assert.equal(decision.do === "adopt" && decision.failed, "the release's revision 1 has failed");
        });

        it("in a namespace of somebody else's: nothing", () => {
            const decision = release("creating", [record(1, "deployed")], { isOurs: false });
            assert.match(decision.do === "stop" ? decision.reason : "", /see: helm -n agents status/);
            const begun = release("creating", [record(1, "pending-install")], { isOurs: false });
            assert.equal(begun.do, "stop", "somebody else's record is not removed");
            const changed = release("updating", [record(2, "pending-upgrade")], { isOurs: false });
            assert.equal(changed.do, "remove", "what is in the state is ours, with whatever values");
        });

        it("that was being removed: the rest goes before it is made again, and with everything else in a destroy", () => {
            const records = [record(1, "uninstalling")];
            assert.deepEqual(release("deleting", records), { do: "finish" });
            assert.deepEqual(release("deleting", records, { next: "destroy" }), { do: "refresh" });
            assert.deepEqual(release("deleting", [record(1, "deployed")]), { do: "refresh" });
        });
    });
});
