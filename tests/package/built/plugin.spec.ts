import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { generateSchema } from "../../../cli/schema/generate";
import { FakeEngine, Properties } from "../support/engine";
import { freshFolder, repository, run } from "../support/folder";
import { output, Plugin, Refused, secret } from "../support/plugin";

const folder = path.join(repository, "components");
const committed = fs.readFileSync(path.join(folder, "schema.json"), "utf8");
const type = "alloy-stack:index:AlloyStack";

const remote = { name: "primary", url: "https://prometheus.example.com/api/v1/write", username: "agent" };
const least = {
    clusterName: "prod-west",
    prometheusRemotes: [{ ...remote, password: output("of-the-remote", { secret: true }) }],
    vault: { address: "https://vault.example.com:8200" },
    esoLogin: { password: "of-the-operator" },
};

describe("the package as a plugin", () => {
    let engine: FakeEngine;
    let plugin: Plugin;

    before(async () => {
        await run(repository, "npm", "run", "build:package");
        engine = await FakeEngine.start();
        plugin = await Plugin.start(engine, folder);
    });

    after(() => {
        plugin.stop();
        engine.stop();
    });

    beforeEach(() => {
        engine.registered.splice(0);
    });

    const refusal = async (inputs: Properties): Promise<Record<string, string>> => {
        const error: unknown = await plugin.construct(type, inputs).then(
            () => new Error("it was not refused"),
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof Refused, String(error));
        assert.deepEqual(engine.registered, []);
        return error.problems;
    };

    it("has the schema that Pulumi's analyzer finds in the source", async () => {
        assert.equal(await generateSchema(folder), committed, "npm run schema");
    });

    it("tells its schema, with its version", async () => {
        assert.equal(await plugin.schema(), committed);
        const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
            version: string;
        };
        assert.equal((JSON.parse(committed) as { version: string }).version, version);
    });

    it("is what the file starts that Pulumi looks for in its folder", async () => {
        const started = await Plugin.startFile(engine, folder);
        try {
            assert.equal(await started.schema(), committed);
        } finally {
            started.stop();
        }
    });

    it("constructs the component with the providers that are given", async () => {
        const state = await plugin.construct(type, least);
        const { namespace, secretNames, vaultPaths, generatedPasswords } = state;
        assert.deepEqual(
            { namespace, secretNames, vaultPaths },
            {
                namespace: "grafana-alloy",
                secretNames: ["prometheus-primary"],
                vaultPaths: ["grafana/alloy/prod-west/prometheus/primary"],
            },
        );
        assert.deepEqual(generatedPasswords, secret({}));
        const releases = engine.registered.filter(({ type: its }) => its.endsWith(":Release"));
        assert.equal(releases.length, 2);
        for (const { provider } of releases) assert.match(provider, /::kubernetes::kubernetes-id$/);
    });

    it("keeps secrets secret, also those that are given as plain text", async () => {
        await plugin.construct(type, least);
        const holders = (text: string) =>
            engine.registered.filter(({ inputs }) => JSON.stringify(inputs).includes(text));
        for (const text of ["of-the-remote", "of-the-operator"]) {
            assert.ok(holders(text).length > 0, text);
            for (const { inputs } of holders(text)) {
                const plain = JSON.stringify(inputs, (_, value: unknown) =>
                    isSecret(value) ? "secret" : value,
                );
                assert.ok(!plain.includes(text), plain);
            }
        }
    });

    it("takes a list that is an output, as long as it is known", async () => {
        await plugin.construct(type, {
            ...least,
            prometheusRemotes: output([{ ...remote, password: "p-w" }], { secret: true }),
        });
        const entry = engine.registered.find(({ type: its }) => its.startsWith("vault:kv"));
        assert.match(JSON.stringify(entry?.inputs), /p-w/);
        engine.registered.splice(0);
        assert.deepEqual(await refusal({ ...least, prometheusRemotes: output(undefined) }), {
            prometheusRemotes: "comes from what is not there yet; expected: what is known beforehand",
        });
    });

    it("takes an address of another resource, which is not known yet", async () => {
        await plugin.construct(type, { ...least, vault: { address: output(undefined, { from: [] }) } });
        assert.ok(engine.registered.length > 20, String(engine.registered.length));
    });

    it("names all that is wrong at once, each with its property's path", async () => {
        const [one] = least.prometheusRemotes;
        assert.deepEqual(
            await refusal({
                ...least,
                clustername: "prod-west",
                prometheusRemotes: [
                    { ...one, url: "prometheus.example.com/api/v1/write" },
                    { ...one, pasword: "x" },
                ],
                rolloutTimeout: "10m",
                nodeExporter: "yes",
                lokiRemotes: [{ name: "logs" }],
            }),
            {
                clustername: "is not known; expected: clusterName",
                "prometheusRemotes[1].pasword": "is not known; expected: password",
                "lokiRemotes[0].url": "is missing",
                nodeExporter: 'is "yes"; expected: "install", "existing", "none"',
                rolloutTimeout: "is text; expected: a number",
                "prometheusRemotes[0]":
                    'the remote "primary" has no http or https URL; expected: a whole address with its path, for example "https://prometheus.example.com/api/v1/write"',
                prometheusRemotes: 'two remotes are called "primary"; expected: another name for one of them',
            },
        );
    });

    it("shows no secret in what it refuses", async () => {
        const problems = await refusal({
            ...least,
            esoLogin: { password: secret(4711) },
            prometheusRemotes: [{ ...remote, password: secret(" hunter2") }],
        });
        assert.doesNotMatch(JSON.stringify(problems), /4711|hunter2/);
        assert.ok("esoLogin.password" in problems, JSON.stringify(problems));
    });

    it("says of another component that there is none", async () => {
        await assert.rejects(
            plugin.construct("alloy-stack:index:Nothing", {}),
            /the package alloy-stack has no component alloy-stack:index:Nothing/,
        );
    });
});

describe("the package as a plugin that is not built", () => {
    const copy = freshFolder();

    before(() => {
        const isMade = (file: string) => ["dist", "node_modules"].includes(path.basename(file));
        fs.cpSync(folder, path.join(copy, "components"), {
            recursive: true,
            filter: (file) => !isMade(file),
        });
        fs.cpSync(path.join(repository, "alloy"), path.join(copy, "alloy"), { recursive: true });
        fs.symlinkSync(path.join(repository, "node_modules"), path.join(copy, "node_modules"));
    });

    it("is read from its source, whatever the settings of whoever uses it", async () => {
        const consumer = path.join(copy, "consumer");
        fs.mkdirSync(consumer);
        const strict = { noUnusedLocals: true, noPropertyAccessFromIndexSignature: true, strict: true };
        fs.writeFileSync(path.join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions: strict }));
        const engine = await FakeEngine.start();
        const source = path.join(copy, "components");
        const ways = [() => Plugin.start(engine, source, consumer), () => Plugin.startFile(engine, source)];
        try {
            for (const start of ways) {
                engine.registered.splice(0);
                const plugin = await start();
                await plugin.construct(type, least).finally(() => {
                    plugin.stop();
                });
                assert.ok(engine.registered.length > 20, String(engine.registered.length));
            }
        } finally {
            engine.stop();
        }
    });
});

function isSecret(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        Object.values(value).includes("1b47061264138c4ac30d75fd1eb44270")
    );
}
