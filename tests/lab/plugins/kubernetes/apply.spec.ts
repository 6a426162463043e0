import * as assert from "node:assert/strict";

import { ManagedFields } from "./api";
import { needsForce, takenOver } from "./apply";

describe("taking over an object's fields", () => {
    const entry = (
        manager: string,
        operation: ManagedFields["operation"],
        fieldsV1: Record<string, unknown>,
        subresource?: string,
    ): ManagedFields => ({ manager, operation, fieldsV1, ...(subresource && { subresource }) });
    const own = (fieldsV1: Record<string, unknown>) => entry("pulumi-kubernetes-1", "Apply", fieldsV1);

    it("makes the fields of the plain create, and of kubectl, the manager's own", () => {
        const entries = [
            entry("pulumi-kubernetes", "Update", { "f:data": { ".": {}, "f:one": {} } }),
            entry("kubectl-edit", "Update", { "f:data": { "f:two": {} } }),
        ];
        const all = { "f:data": { ".": {}, "f:one": {}, "f:two": {} } };
        assert.deepEqual(takenOver(entries, "pulumi-kubernetes-1"), [own(all)]);
    });

    it("adds them to what the manager has, and leaves others and every status alone", () => {
        const others = [
            entry("external-secrets", "Update", { "f:metadata": { "f:finalizers": {} } }),
            entry("kubectl", "Update", { "f:status": {} }, "status"),
            entry("pulumi-kubernetes-2", "Apply", { "f:metadata": { "f:annotations": {} } }),
        ];
        const entries = [
            own({ "f:spec": { "f:a": {} } }),
            ...others,
            entry("kubectl", "Update", { "f:spec": { "f:b": {} } }),
        ];
        assert.deepEqual(takenOver(entries, "pulumi-kubernetes-1"), [
            ...others,
            own({ "f:spec": { "f:a": {}, "f:b": {} } }),
        ]);
    });

    it("does nothing where there is nothing to take", () => {
        assert.equal(takenOver([own({ "f:data": {} })], "pulumi-kubernetes-1"), undefined);
    });
});

describe("an apply", () => {
    const managedBy = (...managedFields: ManagedFields[]) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "one", managedFields },
    });
    const entry = (manager: string, operation: ManagedFields["operation"]) => ({ manager, operation });

    it("is forced where nobody manages anything, and in a dry run over what the plugin created", () => {
        const created = managedBy(entry("pulumi-kubernetes", "Update"));
        assert.ok(needsForce(managedBy(), false));
        assert.ok(needsForce(created, true));
        assert.ok(!needsForce(created, false), "its fields were taken over first");
        assert.ok(!needsForce(managedBy(entry("kubectl-edit", "Update")), true));
        assert.ok(!needsForce(managedBy(entry("pulumi-kubernetes-1", "Apply")), true));
    });
});
