import * as assert from "node:assert/strict";

import { imageProblems } from "../../../../components/validate/images";

const digest = `sha256:${"0a".repeat(32)}`;

function told(alloy: string): string[] {
    return imageProblems({ clusterName: "c", images: { alloy } }).map(
        ({ path, found }) => `${path} ${found}`,
    );
}

describe("an image of Alloy", () => {
    for (const image of [
        "alloy",
        "alloy:v1.19.0",
        `alloy:_v1@${digest}`,
        `alloy:${"x".repeat(63)}-`,
        "r.example:5000/a_b/alloy:0",
    ]) {
        it(`may be ${image}`, () => {
            assert.deepEqual(told(image), []);
        });
    }

    for (const [tag, image] of [
        ["_v1", "alloy:_v1"],
        ["v1-", "alloy:v1-"],
        [`${"x".repeat(62)}-y`, `alloy:${"x".repeat(62)}-y`],
    ] as const) {
        it(`has a tag of which the chart can make a label, and not ${tag}`, () => {
            assert.deepEqual(told(image), [`images.alloy has the tag "${tag}"`]);
        });
    }
});
