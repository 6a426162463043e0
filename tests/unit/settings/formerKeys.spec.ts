import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { givenNow } from "../../../settings/formerKeys";
import { Problems } from "../../../settings/problems";
import { Key, metaOf } from "../../../settings/schema";
import { Settings } from "../../../settings/settings";
import { valueOf } from "../../support/recording";
import { least, parse, problem, problemsOf, prod, Values } from "../../support/settings";

/** A stack in which a key has an effect, with a value other than its default. */
const cases: [former: string, now: Key, value: unknown, beside: Values][] = [
    ["backend", "devServers", ["prometheus"], { ...least, dev: true }],
    ["previousLokiPassword", "previousLogsPassword", "hunter2", { ...least, dev: true }],
    ["remoteSecretOwners", "secretSources", { "prometheus/primary": "vault" }, { ...prod, esoPassword: "x" }],
    ["operatorLogin", "esoLogin", "kubernetes", prod],
    ["operatorLoginMount", "esoLoginMount", "people", { ...prod, esoPassword: "x" }],
    ["operatorRole", "esoRole", "west", { ...prod, esoLogin: "kubernetes" }],
    ["operatorServiceAccount", "esoServiceAccount", "a/b", { ...prod, esoLogin: "kubernetes" }],
    ["operatorUsername", "esoUsername", "robot", { ...prod, esoPassword: "x" }],
    ["operatorPassword", "esoPassword", "hunter2", prod],
];

/** Settings with the values of their secrets. */
function known(settings: Settings) {
    return valueOf(pulumi.output(settings));
}

/** With the password of that stack's remote, where it has one. */
function whole(beside: Values): Values {
    return "vaultAddress" in beside
        ? { remotePasswords: { "prometheus/primary": "one" }, ...beside }
        : beside;
}

describe("a key's former name", () => {
    for (const [former, now, value, beside] of cases) {
        it(`${former} is taken for ${now}, with a line that says what to write instead`, async () => {
            const { settings, warnings } = parse({ ...whole(beside), [former]: value });
            const expected = parse({ ...whole(beside), [now]: value });
            assert.deepEqual(await known(settings), await known(expected.settings));
            const instead = metaOf(now).secret
                ? `pulumi config set --secret p:${now}, pulumi config rm p:${former}`
                : `write p:${now}`;
            assert.deepEqual(
                warnings.filter((one) => !expected.warnings.includes(one)),
                [`p:${former}: is called ${now} now; ${instead}`],
            );
            assert.doesNotMatch(warnings.join(), /hunter2/);
        });

        it(`${former} is refused beside ${now}, with no value of either`, () => {
            const found = problemsOf({ ...whole(beside), [now]: value, [former]: value });
            assert.deepEqual(found, [
                problem(
                    `p:${former}: is called ${now} now, and both are given`,
                    "expected: one of the two",
                    `run:      pulumi config rm p:${former}`,
                ),
            ]);
        });
    }

    it("wins over the default that the project's file gives to the one of today", () => {
        const given = {
            devServers: '["prometheus","loki","grafana"]',
            backend: '["loki"]',
            esoLogin: "userPass",
            operatorLogin: "kubernetes",
            esoPassword: "",
            operatorPassword: "x",
            secretSources: "{}",
            remoteSecretOwners: '{"loki/a":"vault"}',
        };
        const problems = new Problems("p");
        const { values } = givenNow(given, problems);
        assert.deepEqual(problems.list, []);
        assert.deepEqual(values, {
            devServers: '["loki"]',
            esoLogin: "kubernetes",
            esoPassword: "x",
            secretSources: '{"loki/a":"vault"}',
        });
    });

    it("changes nothing where none is given", () => {
        const given = { clusterName: "c", esoLogin: "kubernetes", operatorLogins: "x" };
        assert.deepEqual(givenNow(given, new Problems("p")), { values: given, warnings: [] });
    });
});

describe("operatorLoginMountExists, which has no key of today", () => {
    const of = (value: string) =>
        givenNow({ clusterName: "c", operatorLoginMountExists: value }, new Problems("p"));

    it("true is to be removed: it is always so now", () => {
        assert.deepEqual(of("true"), {
            values: { clusterName: "c" },
            warnings: [
                "p:operatorLoginMountExists: is always so now; pulumi config rm p:operatorLoginMountExists",
            ],
        });
    });

    it("false is told what mounts the login method now, and mounts nothing by itself", () => {
        assert.deepEqual(of("false"), {
            values: { clusterName: "c" },
            warnings: [
                "p:operatorLoginMountExists: is always so now; where this stack is to mount the login method, write p:esoLoginCreateMount: true",
            ],
        });
    });
});
