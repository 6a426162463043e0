import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { RemoteKind } from "../../../components/remotes";
import { Problems } from "../../../settings/problems";
import { Key, keys, metaOf } from "../../../settings/schema";
import { line, readValues } from "../../../settings/values";
import { certificate } from "../../support/certificate";
import { parse, problemsOf, readRemote, Values } from "../../support/settings";

const project = path.resolve(__dirname, "../../..");

/** A text as YAML, which has to be whole. A certificate that is only begun is taken for one. */
function yaml(text: string): unknown {
    const indent = /^( *)-----BEGIN CERTIFICATE-----/m.exec(text)?.[1] ?? "";
    const pem = certificate.trim().replace(/^(?!$)/gm, indent);
    const whole = text.replace(/^ *-----BEGIN CERTIFICATE-----\n *\.\.\.$/m, () => pem);
    const document = parseDocument(whole);
    assert.deepEqual(
        [...document.errors, ...document.warnings].map(({ message }) => message),
        [],
        text,
    );
    return document.toJS() as unknown;
}

/** The keys of a stack's file, or of a part of one, without their prefix; undefined if it is of something else. */
function ofStack(value: unknown): Values | undefined {
    const { config = value } = (value ?? {}) as { config?: unknown };
    const entries = Object.entries((config ?? {}) as Values);
    const own = entries.filter(([key]) => key.startsWith("alloy-stack:"));
    return own.length > 0
        ? Object.fromEntries(own.map(([key, one]) => [key.slice("alloy-stack:".length), one]))
        : undefined;
}

/** In what stack a key has an effect: what has to be said beside it. */
const beside: Partial<Record<Key, Values>> = {
    nodeExporterNamespaces: { nodeExporter: "existing" },
    nodeExporterSelector: { nodeExporter: "existing", nodeExporterNamespaces: ["n"] },
    esoRole: { esoLogin: "kubernetes" },
    esoServiceAccount: { esoLogin: "kubernetes" },
    esoAudience: { esoLogin: "jwt" },
    esoRoleId: { esoLogin: "appRole" },
    clusterAddressForVault: { esoLogin: "kubernetes", esoLoginCreateMount: true },
    clusterCaCertificateForVault: { esoLogin: "kubernetes", esoLoginCreateMount: true },
    devServers: { dev: true },
    devListenAddresses: { dev: true },
    imageRegistryLogin: { imageRegistryPassword: "hunter2" },
    kubeStateMetricsNamespaces: { kubeStateMetrics: "existing" },
    kubeStateMetricsSelector: { kubeStateMetrics: "existing", kubeStateMetricsNamespaces: ["n"] },
    secretSources: {
        prometheusRemotes: ["primary:https://h/api/v1/write:u"],
        lokiRemotes: ["primary:https://h/loki/api/v1/push:u"],
    },
};

/** What is wrong with an example in the stack that it needs: a Vault, or none, and what its keys are for. */
function wrongIn(values: Values): string[] {
    const needed: Values[] = Object.keys(values).map((key) => beside[key as Key] ?? {});
    const whole: Values = Object.assign({ clusterName: "c" }, ...needed, values) as Values;
    const isOfOwners = ["appRole", "jwt"].includes(String(whole.esoLogin));
    const isOfOthers =
        isOfOwners || Object.keys(whole).some((key) => metaOf(key as Key).only === "without dev");
    const vault = isOfOthers ? { vaultAddress: "https://v" } : { dev: true };
    return problemsOf("vaultAddress" in whole || "dev" in whole ? whole : { ...whole, ...vault }).filter(
        (text) =>
            !/^p:(remotePasswords|remoteClientKeys)\["|^p:esoPassword: is missing|and there is no such file/.test(
                text,
            ),
    );
}

/** Every block of YAML that people read, by where it is. */
function blocks(): [where: string, text: string][] {
    const docs = fs
        .readdirSync(path.join(project, "docs"), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md"))
        .map((name) => path.join("docs", name));
    return ["README.md", ...docs].flatMap((file) => {
        const text = fs.readFileSync(path.join(project, file), "utf8");
        return [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```$/gm)].map(
            ([, indent = "", block = ""], index): [string, string] => [
                `${file} (${index + 1})`,
                block.replace(new RegExp(`^${indent}`, "gm"), ""),
            ],
        );
    });
}

describe("an example in the documentation", () => {
    const all = blocks();

    it("is found", () => {
        assert.ok(all.length >= 2, String(all.length));
    });

    for (const [where, text] of all) {
        it(`is what a stack may have: ${where}`, () => {
            const values = ofStack(yaml(text));
            // The table of keys has an example of each, which do not make one stack.
            const isOfKeys = where.startsWith(path.join("docs", "configuration.md"));
            const stacks = isOfKeys
                ? Object.entries(values ?? {}).map(([key, one]) => ({ [key]: one }))
                : [values];
            for (const stack of stacks) if (stack) assert.deepEqual(wrongIn(stack), []);
        });
    }

    it("is seen to be wrong where it is no YAML, or no remote", () => {
        assert.throws(() => yaml("a:\n\t- b\n"));
        assert.notDeepEqual(wrongIn({ prometheusRemotes: ["a:http://h/x"] }), []);
    });
});

describe("a line that a message says to write", () => {
    for (const key of keys.filter((one) => metaOf(one).example !== undefined)) {
        const written = line(`alloy-stack:${key}`, metaOf(key).example);
        it(`is what a stack may have: ${written.split("\n", 1)[0]}`, () => {
            const values = { ...ofStack(yaml(written)) };
            const other =
                "dev" in { ...beside[key], ...values } || "vaultAddress" in values
                    ? {}
                    : { vaultAddress: "https://v" };
            assert.deepEqual(wrongIn({ ...other, ...values }), []);
        });
    }

    /** Something of the wrong kind for every key. */
    const junk = ["junk junk", "[[]]", '{"junk":{"junk":1}}', "17.5", "-1", "[1]", '{"a":1}', '["-"]'];

    it("puts right what is wrong with a key's own value", () => {
        const seen = new Set<string>();
        for (const key of keys) {
            for (const value of junk) {
                const problems = new Problems("alloy-stack");
                readValues({ clusterName: "c", [key]: value }, problems);
                for (const { write } of problems.list.flatMap((one) =>
                    one.write ? [one as { write: string }] : [],
                )) {
                    seen.add(key);
                    const now = new Problems("alloy-stack");
                    const given = Object.entries(ofStack(yaml(write)) ?? {});
                    const text = given.map(([name, one]) => [
                        name,
                        typeof one === "string" ? one : JSON.stringify(one),
                    ]);
                    readValues(
                        Object.fromEntries([["clusterName", "c"], ...text]) as Record<string, string>,
                        now,
                    );
                    assert.deepEqual(now.list, [], write);
                }
            }
        }
        assert.ok(seen.size > 20, [...seen].join());
    });

    it("is a remote where it stands in a list of them", () => {
        const wrong = [
            "x",
            "a:b",
            "a:http://h/x",
            "a:http://h:9090",
            "a:http://u:p@h/x:u",
            "a b:http://h/x:u",
            "name=a,url=http://h/x",
            "a:http://h/w:x/y",
            "a:http://h/x?k=v",
        ];
        for (const kind of Object.values(RemoteKind)) {
            for (const text of wrong) {
                const [problem] = readRemote(text, kind).problems;
                const [entry] = yaml(problem?.write ?? "") as unknown[];
                const { remotes, problems } = readRemote(entry, kind);
                assert.deepEqual([remotes.length, problems], [1, []], problem?.write);
            }
        }
    });
});

describe("the project's defaults", () => {
    it("are what a stack may have, in dev and with a Vault of somebody else's", () => {
        const text = fs.readFileSync(path.join(project, "Pulumi.yaml"), "utf8");
        const { config } = yaml(text) as {
            config: Record<string, { default: unknown; description: string }>;
        };
        const defaults = Object.fromEntries(
            Object.entries(config).map(([key, { default: value }]) => [
                key.slice("alloy-stack:".length),
                value,
            ]),
        );
        for (const more of [{ dev: true }, { vaultAddress: "https://v" }, {}])
            parse({ ...defaults, clusterName: "c", ...more });
    });
});
