import * as assert from "node:assert/strict";
import * as http from "node:http";

import { InitializationFailed, Properties } from "../plugin";
import { reveal } from "../values";
import { FakeVault, listening } from "./fakeVault";
import { vaultPlugin } from "./plugin";

const context = { signal: new AbortController().signal, log: () => undefined };

/** What is answered at a path: data, or a refusal. */
type Answers = Record<string, Properties | [status: number, error: string]>;

async function failureOf(work: Promise<unknown>): Promise<InitializationFailed> {
    try {
        await work;
    } catch (error) {
        if (error instanceof InitializationFailed) return error;
        throw error;
    }
    return assert.fail("it did not fail");
}

describe("the vault adapter's resources", () => {
    let server: http.Server | undefined;
    let fake: FakeVault;
    afterEach(() => server?.close());

    /** A type of resource, in a Vault that gives these answers. */
    async function resourceIn(type: string, answers: Answers) {
        const all = Object.entries({ "auth/token/lookup-self": {}, ...answers });
        fake = new FakeVault(
            Object.fromEntries(
                all.map(([path, answer]) => [
                    path,
                    Array.isArray(answer) ? [answer[0], { errors: [answer[1]] }] : [200, { data: answer }],
                ]),
            ),
        );
        server = http.createServer(fake.handle);
        const address = `http://127.0.0.1:${await listening(server)}`;
        const plugin = vaultPlugin();
        await plugin.configure({ address, token: "t", skipChildToken: "true", maxRetries: "0" });
        const subject = { urn: `urn:pulumi:dev::alloy-stack::${type}::r`, name: "r", type };
        const resource = type.includes("get") ? undefined : plugin.resource(type);
        return { plugin, resource: resource!, subject };
    }

    /** What Vault was asked; the first question is about the token. */
    function asked(): string[] {
        return fake.asked.slice(1).map(([method, path]) => `${method} ${path}`);
    }

    describe("a login method", () => {
        const authBackend = "vault:index/authBackend:AuthBackend";
        const denied: [number, string] = [403, "permission denied"];
        const mounted = {
            "sys/seal-status": {},
            "sys/auth/west": {},
            "sys/mounts/auth/west": { type: "kubernetes", accessor: "a", description: "", local: false },
            "sys/mounts/auth/west/tune": { default_lease_ttl: 60, token_type: "default-service" },
        };
        const properties = { type: "kubernetes", path: "west" };

        it("is mounted at the path that the program names, and read where no sudo is needed", async () => {
            const { resource, subject } = await resourceIn(authBackend, mounted);
            const { id, properties: state } = await resource.create({ ...subject, properties }, context);
            assert.deepEqual(asked(), [
                "GET sys/seal-status",
                "POST sys/auth/west",
                "GET sys/mounts/auth/west",
                "GET sys/mounts/auth/west/tune",
            ]);
            assert.equal(id, "west");
            const unchanged = await resource.diff({ ...subject, id, olds: state, news: properties });
            assert.equal(unchanged.changes, "DIFF_NONE");

            await resource.delete({ ...subject, id, properties: state }, context);
            assert.deepEqual(asked().slice(4), ["DELETE sys/auth/west"]);
        });

        it("is in the state although it could not be read, and the next update reads it", async () => {
            const secluded = { ...mounted, "sys/mounts/auth/west": denied };
            const { resource, subject } = await resourceIn(authBackend, secluded);
            const error = await failureOf(resource.create({ ...subject, properties }, context));
            assert.match(
                error.message,
                /^creating urn:.*\nURL: GET .*\/sys\/mounts\/auth\/west\nCode: 403\./s,
            );
            assert.equal(error.id, "west");
            const olds = error.properties;
            assert.equal(olds.path, "west");

            const before = asked().length;
            const update = resource.update({ ...subject, id: "west", olds, news: properties }, context);
            await assert.rejects(update, /^Error: updating urn:.*Code: 403\./s);
            assert.deepEqual(asked().slice(before), ["GET sys/mounts/auth/west"]);
        });

        it("keeps what a state holds of its tuning, as the official plugin does", async () => {
            const { resource, subject } = await resourceIn(authBackend, mounted);
            const { id, properties: state } = await resource.create({ ...subject, properties }, context);
            assert.deepEqual((state.tune as Properties).defaultLeaseTtl, "1m");
            const olds = { ...state, tune: { ...(state.tune as Properties), defaultLeaseTtl: "2m" } };
            const found = await resource.read(
                { ...subject, id, properties: olds, inputs: properties },
                context,
            );
            assert.deepEqual((found.properties?.tune as Properties).defaultLeaseTtl, "2m");
        });

        it("is read by its path, whoever has mounted it", async () => {
            const { resource, subject } = await resourceIn(authBackend, mounted);
            const { id, properties: state = {} } = await resource.read({ ...subject, id: "west" }, context);
            assert.equal(id, "west");
            assert.equal(state.type, "kubernetes");
        });

        it("is gone if Vault has no such mount, and is not moved", async () => {
            const gone = {
                "sys/mounts/auth/west": [400, "No secret engine mount at auth/west/"] as [number, string],
            };
            const { resource, subject } = await resourceIn(authBackend, gone);
            const read = { ...subject, id: "west", properties, inputs: properties };
            assert.deepEqual(await resource.read(read, context), {});
            const news = { ...properties, path: "east" };
            await assert.rejects(
                resource.update({ ...subject, id: "west", olds: properties, news }, context),
                /does not move "west" to "east".*sys\/remount.*use the official plugin, or make it another/,
            );
        });
    });

    describe("what is written at an endpoint", () => {
        const endpoint = "vault:generic/endpoint:Endpoint";
        const path = "auth/kubernetes/config";

        it("stays if the program says so", async () => {
            const { resource, subject } = await resourceIn(endpoint, {
                [path]: { kubernetes_host: "https://h" },
            });
            const { inputs = {} } = await resource.check({
                ...subject,
                news: { path, dataJson: '{"kubernetes_host":"https://h"}', ignoreAbsentFields: true },
            });
            assert.ok(inputs.path);
            for (const [disableDelete, expected] of [
                [true, []],
                [false, [`DELETE ${path}`]],
            ] as const) {
                const before = asked().length;
                await resource.delete({ ...subject, id: path, properties: { path, disableDelete } }, context);
                assert.deepEqual(asked().slice(before), expected);
            }
        });

        it("is not created if nothing can be read there, in the bridge's words", async () => {
            const { resource, subject } = await resourceIn(endpoint, {});
            const properties = { path, dataJson: "{}" };
            await assert.rejects(
                resource.create({ ...subject, properties }, context),
                /^Error: 1 error occurred:\n\t\* error writing to Vault: Error making API request.*Code: 404/s,
            );
        });
    });

    describe("a secret", () => {
        const secretV2 = "vault:kv/secretV2:SecretV2";
        const entry = { data: { password: "somebody else's" }, metadata: { version: 2 } };
        const properties = { mount: "secret", name: "a", dataJson: '{"password":"p"}' };

        it("is written with its metadata once these were read, and never read back", async () => {
            const answers = { "secret/data/a": entry, "secret/metadata/a": { cas_required: false } };
            const { resource, subject } = await resourceIn(secretV2, answers);
            const { id, properties: state } = await resource.create({ ...subject, properties }, context);
            // The engine keeps the marks of secrets to itself.
            const olds = reveal(state) as Properties;
            const reads = ["GET secret/data/a", "GET secret/metadata/a"];
            assert.deepEqual(asked(), ["PUT secret/data/a", ...reads]);

            const read = { ...subject, id, properties: olds, inputs: properties };
            const { inputs } = await resource.read(read, context);
            assert.equal(reveal(inputs?.dataJson), properties.dataJson);
            const before = asked().length;
            await resource.update({ ...subject, id, olds, news: properties }, context);
            assert.deepEqual(asked().slice(before), ["PUT secret/data/a", "PUT secret/metadata/a", ...reads]);
        });

        it("that is half allowed is in the state, with what was refused", async () => {
            const denied: [number, string] = [403, "permission denied"];
            const answers = { "secret/data/a": entry, "secret/metadata/a": denied };
            const { resource, subject } = await resourceIn(secretV2, answers);
            const olds = { ...properties, customMetadata: { data: {} } };
            const news = { ...properties, dataJson: '{"password":"q"}' };
            const update = resource.update({ ...subject, id: "secret/data/a", olds, news }, context);
            const error = await failureOf(update);
            assert.match(
                error.message,
                /error writing custom metadata to secret\/metadata\/a, err=Error making/,
            );
            assert.equal(reveal(error.properties.dataJson), news.dataJson);
        });

        for (const [deleteAllVersions, path] of [
            [true, "secret/metadata/a"],
            [false, "secret/data/a"],
        ] as const) {
            it(`is deleted ${deleteAllVersions ? "with all its versions" : "in its newest version"}`, async () => {
                const { resource, subject } = await resourceIn(secretV2, { [path]: {} });
                const state = { ...properties, deleteAllVersions };
                await resource.delete({ ...subject, id: "secret/data/a", properties: state }, context);
                assert.deepEqual(asked(), [`DELETE ${path}`]);
            });
        }
    });

    describe("the function getSecret", () => {
        const token = "vault:generic/getSecret:getSecret";
        const path = "auth/userpass/users/eso-west";

        it("asks for the mount, and tells what is at the path as JSON", async () => {
            const { plugin } = await resourceIn(token, { [path]: { token_policies: ["p"] } });
            const found = await plugin.invoke?.(token, { path });
            assert.deepEqual(asked(), [`GET sys/internal/ui/mounts/${path}`, `GET ${path}`]);
            assert.equal(found?.dataJson, '{"token_policies":["p"]}');
        });

        for (const answer of [undefined, [403, "permission denied"] as [number, string]]) {
            it(`takes ${answer ? "a refusal" : "404"} for nothing being there`, async () => {
                const { plugin } = await resourceIn(token, answer ? { [path]: answer } : {});
                await assert.rejects(plugin.invoke!(token, { path }), /no secret found at "auth\/userpass/);
            });
        }
    });
});
