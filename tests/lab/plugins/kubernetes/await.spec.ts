import * as assert from "node:assert/strict";

import { KubernetesObject } from "./api";
import { isAsRead, isRolledOut, readConditions } from "./await";

describe("pulumi.com/waitFor", () => {
    const object = (status: unknown, generation = 1): KubernetesObject => ({
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "one", generation },
        status,
    });
    const met = (text: string | undefined, subject: KubernetesObject) =>
        readConditions(text).every((condition) => condition(subject));
    const ready = (status: string) => ({ conditions: [{ type: "Ready", status }] });

    it("waits for nothing without it", () => {
        assert.ok(met(undefined, object(undefined)));
    });

    it("takes a condition, true unless it says otherwise", () => {
        assert.ok(!met("condition=Ready", object(undefined)));
        assert.ok(!met("condition=Ready", object(ready("False"))));
        assert.ok(met("condition=Ready", object(ready("True"))));
        assert.ok(met("condition=Ready=False", object(ready("False"))));
    });

    it("does not take a condition that was found for an older generation", () => {
        const status = (observedGeneration: number) => ({ ...ready("True"), observedGeneration });
        assert.ok(!met("condition=Ready", object(status(2), 3)));
        assert.ok(met("condition=Ready", object(status(3), 3)));
    });

    it("takes a path of fields, with a value or without", () => {
        assert.ok(!met("jsonpath={.status.phase}", object({})));
        assert.ok(met("jsonpath={.status.phase}", object({ phase: "Active" })));
        assert.ok(met("jsonpath={.status.phase}=Active", object({ phase: "Active" })));
        assert.ok(!met("jsonpath={.status.phase}=Active", object({ phase: "Terminating" })));
    });

    it("does not take a value that was found for an older generation", () => {
        const status = { observedGeneration: 1, numberReady: 3 };
        assert.ok(!met("jsonpath={.status.numberReady}=3", object(status, 2)));
        assert.ok(met("jsonpath={.status.numberReady}=3", object(status, 1)));
    });

    it("takes a list, all of which has to be met", () => {
        const list = '["condition=Ready", "jsonpath={.status.count}=2"]';
        assert.ok(!met(list, object(ready("True"))));
        assert.ok(met(list, object({ ...ready("True"), count: 2 })));
    });

    it("refuses another form and says which there are", () => {
        for (const text of ["delete", "jsonpath={.items[*].name}", "jsonpath=.status"]) {
            assert.throws(() => readConditions(text), /not served.*it serves "condition=TYPE"/);
        }
    });
});

describe("a DaemonSet", () => {
    const daemonSet = (status: object, metadata: object = {}): KubernetesObject => ({
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata: { name: "one", generation: 2, ...metadata },
        status,
    });
    const complete = {
        observedGeneration: 2,
        desiredNumberScheduled: 2,
        currentNumberScheduled: 2,
        updatedNumberScheduled: 2,
        numberAvailable: 2,
        numberReady: 2,
    };
    const rolledOut = (status: object) => isRolledOut(daemonSet({ ...complete, ...status }));

    it("is waited for until its latest pods are available and ready on every node", () => {
        assert.ok(rolledOut({}));
        assert.ok(!rolledOut({ numberAvailable: 1 }));
        assert.ok(!rolledOut({ numberReady: 1 }));
        assert.ok(!rolledOut({ updatedNumberScheduled: 1 }));
        assert.ok(!rolledOut({ observedGeneration: 1 }), "seen before the change");
        // As the API server answers its creation, before any controller has looked at it.
        const zeros = { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberReady: 0 };
        assert.ok(!isRolledOut(daemonSet(zeros)));
        assert.ok(!isRolledOut(daemonSet(complete, { deletionTimestamp: "2026-01-01T00:00:00Z" })));
    });

    it("that is not rolled out is no good when it is read, unless nothing is to be awaited", () => {
        const behind = daemonSet({ ...complete, numberReady: 1 });
        const inputs = (annotations = {}) => daemonSet({}, { annotations });
        assert.ok(!isAsRead(behind, inputs()));
        assert.ok(isAsRead(behind, inputs({ "pulumi.com/skipAwait": "true" })));
        assert.ok(isAsRead({ ...behind, kind: "ConfigMap" }, inputs()), "others are not looked at");
    });
});
