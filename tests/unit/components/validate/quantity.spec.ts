import * as assert from "node:assert/strict";

import { amountOf } from "../../../../components/validate/quantity";

describe("an amount as Kubernetes writes it", () => {
    for (const [quantity, amount] of [
        ["512Mi", 512 * 1024 ** 2],
        ["1Gi", 1024 ** 3],
        ["1G", 1e9],
        ["500k", 500_000],
        ["1.5Gi", 1.5 * 1024 ** 3],
        ["1000000", 1_000_000],
        ["250m", 0.25],
        [".5", 0.5],
        ["+2", 2],
        ["1e3", 1000],
        ["5E-1", 0.5],
        ["1E", 1e18],
    ] as const) {
        it(`is ${amount} for ${quantity}`, () => {
            assert.equal(amountOf(quantity), amount);
        });
    }

    for (const text of ["", "Mi", "-1", "1 Gi", "1gi", "1KI", "1mi", "1e", "1e3Mi", "1_000", "٣", "1\n"]) {
        it(`is none in ${JSON.stringify(text)}`, () => {
            assert.equal(amountOf(text), undefined);
        });
    }
});
