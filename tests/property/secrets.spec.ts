import * as assert from "node:assert/strict";

import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";

import { foreignPrefixes } from "../../settings/prefixes";
import { SettingsError } from "../../settings/problems";
import { parseSettings, Parsed } from "../../settings/settings";
import { asGiven, Configuration, secretMarker, validConfiguration } from "../support/configurations/valid";
import { planted, plantedOnce, places } from "./planted";

/** More or others can be tried: PROPERTY_RUNS=10000 PROPERTY_SEED=1 npx mocha tests/property/secrets.spec.ts. */
const runs = Number(process.env.PROPERTY_RUNS ?? 1_000);
const seed = Number(process.env.PROPERTY_SEED ?? 7);
const around = { machineIp: () => "192.0.2.1", isOwnAddress: () => true };

/** All that anybody is told of a configuration. */
function told(values: Configuration): { parsed?: Parsed; words: string[] } {
    const given = asGiven(values);
    const strange = foreignPrefixes(
        "alloy-stack",
        Object.keys(given).map((key) => `aloy-stack:${key}`),
    );
    try {
        const parsed = parseSettings("p", given, around);
        return { parsed, words: [...parsed.warnings, ...strange] };
    } catch (error) {
        assert.ok(error instanceof SettingsError, String((error as Error).stack));
        return { words: [error.message, ...error.problems, ...strange] };
    }
}

/** Args as the state and a diff show them: what is secret is an output. Headers may be read by everybody, which is warned of. */
function open({ settings }: Parsed): string {
    const { stack, dev, ...rest } = settings;
    return JSON.stringify({ stack, dev, rest }, (key, value: unknown) =>
        pulumi.Output.isInstance(value) || key === "headers" || key === "explain" ? undefined : value,
    );
}

/** URLs with a query or a path may be read by everybody; what looks like a secret in them is warned of. */
function isReadable(values: Configuration): boolean {
    return /\?(key|a)=/.test(JSON.stringify([values.prometheusRemotes, values.lokiRemotes]));
}

describe("a secret in a wrong place", () => {
    const vault = { clusterName: "c", vaultAddress: "https://vault.example.com", esoPassword: "e" };

    for (const [what, base] of Object.entries({ vault, dev: { clusterName: "c", dev: true } })) {
        it(`is told nobody, each place by itself, with ${what}`, () => {
            const leaks = plantedOnce(base).flatMap((values) => {
                const { words } = told(values);
                return words.filter((one) => one.includes(secretMarker)).slice(0, 1);
            });
            assert.deepEqual(leaks, []);
        });
    }

    it(`is told nobody, and is in no args in the open: ${runs} configurations`, function () {
        this.timeout(600_000);
        const start = Date.now();
        let refused = 0;
        fc.assert(
            fc.property(planted(validConfiguration), (values) => {
                const { parsed, words } = told(values);
                for (const one of words) assert.ok(!one.includes(secretMarker), one);
                if (!parsed) refused++;
                else if (!isReadable(values)) assert.ok(!open(parsed).includes(secretMarker), open(parsed));
            }),
            { numRuns: runs, seed },
        );
        assert.ok(refused > runs / 2, `${refused} of ${runs} were refused`);
        const seconds = ((Date.now() - start) / 1000).toFixed(0);
        console.log(`        ${places} places, ${refused} of ${runs} refused, ${seconds} s`);
    });

    it("would be found", () => {
        const { words } = told({ clusterName: `${secretMarker} x` });
        assert.ok(words.some((one) => one.includes(secretMarker)));
    });
});
