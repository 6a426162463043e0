import * as assert from "node:assert/strict";

import { firstNode, secondNode } from "./nodes";
import { kubeletConfiguration } from "./worker";

describe("a kubelet", () => {
    it("deletes no image, however full the disk is", () => {
        for (const node of [firstNode(), secondNode()]) {
            const configuration = kubeletConfiguration(node, { cert: "server.crt", key: "server.key" });
            // 100 turns the collection off. Thresholds of disks delete what no container runs, before they evict pods.
            assert.equal(configuration.imageGCHighThresholdPercent, 100);
            const signals = Object.keys(configuration.evictionHard);
            assert.deepEqual(
                signals.filter((signal) => /fs\./.test(signal)),
                [],
            );
        }
    });
});
