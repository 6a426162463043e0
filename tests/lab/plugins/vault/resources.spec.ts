import * as assert from "node:assert/strict";
import * as http from "node:http";

import { Properties } from "../plugin";
import { Asked, FakeVault, listening } from "./fakeVault";
import { vaultPlugin } from "./plugin";

const context = { signal: new AbortController().signal, log: () => undefined };

describe("the vault stand-in's resources", () => {
    let server: http.Server | undefined;
    let fake: FakeVault;
    afterEach(() => server?.close());

    /** A type of resource, in a Vault that gives these answers. */
    async function resourceIn(type: string, answers: Record<string, Properties>) {
        const all = { "auth/token/lookup-self": {}, ...answers };
        fake = new FakeVault(
            Object.fromEntries(Object.entries(all).map(([path, data]) => [path, [200, { data }]])),
        );
        server = http.createServer(fake.handle);
        const address = `http://127.0.0.1:${await listening(server)}`;
        const plugin = vaultPlugin();
        await plugin.configure({ address, token: "t", skipChildToken: "true", maxRetries: "0" });
        const subject = { urn: `urn:pulumi:dev::alloy-stack::${type}::r`, name: "r", type };
        return { resource: plugin.resource(type), subject };
    }

    /** What was done to Vault; the first question is about the token. */
    function changes(): Asked[] {
        return fake.asked.filter(([method]) => method !== "GET");
    }

    it("mount a login method at the path that the program names", async () => {
        const mount = { type: "kubernetes", accessor: "a", description: "", local: false };
        const { resource, subject } = await resourceIn("vault:index/authBackend:AuthBackend", {
            "sys/auth": { "kubernetes-west/": mount },
            "sys/auth/kubernetes-west": {},
            "sys/auth/kubernetes-west/tune": {},
        });
        const properties = { type: "kubernetes", path: "kubernetes-west" };
        const { id, properties: state } = await resource.create({ ...subject, properties }, context);
        assert.deepEqual(changes(), [["PUT", "sys/auth/kubernetes-west", "t"]]);
        assert.equal(id, "kubernetes-west");
        const unchanged = await resource.diff({ ...subject, id, olds: state, news: properties });
        assert.equal(unchanged.changes, "DIFF_NONE");

        const moved = { ...properties, path: "kubernetes" };
        await assert.rejects(
            resource.update({ ...subject, id, olds: state, news: moved }, context),
            /does not move "kubernetes-west"; use the official plugin, or make it another resource/,
        );
    });

    it("leave what was written at an endpoint, if the program says so", async () => {
        const path = "auth/kubernetes/config";
        const { resource, subject } = await resourceIn("vault:generic/endpoint:Endpoint", {
            [path]: { kubernetes_host: "https://h", issuer: "" },
        });
        const { inputs = {} } = await resource.check({
            ...subject,
            news: { path, dataJson: '{"kubernetes_host":"https://h"}', ignoreAbsentFields: true },
        });
        assert.ok(inputs.path);
        for (const [disableDelete, expected] of [
            [true, []],
            [false, [["DELETE", path, "t"]]],
        ] as const) {
            const before = changes().length;
            await resource.delete({ ...subject, id: path, properties: { path, disableDelete } }, context);
            assert.deepEqual(changes().slice(before), expected);
        }
    });
});
