import * as assert from "node:assert/strict";

import { onlyRead, readDeployment } from "../../../../cli/recover/pending";

describe("a stack's state", () => {
    it("tells what the stack only reads, which a refresh leaves out", () => {
        const type = "kubernetes:external-secrets.io/v1:ExternalSecret";
        const resources = [
            { urn: "urn:stack", type: "pulumi:pulumi:Stack" },
            { urn: "urn:secret", type, external: false },
            { urn: "urn:reading", type, external: true },
        ];
        assert.deepEqual(onlyRead(readDeployment({ resources })), ["urn:reading"]);
        assert.deepEqual(onlyRead(readDeployment(undefined)), []);
    });
});
