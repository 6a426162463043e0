import * as assert from "node:assert/strict";

import * as bcrypt from "bcryptjs";
import { parse } from "yaml";

import { files, read, register, Registered } from "../../../support/devServers";

describe("the passwords of a dev environment's servers", () => {
    let all: Registered[];
    before(async () => (all = await register()));

    it("are in no file in the open, and in none but Grafana's at all", () => {
        for (const { inputs } of all) {
            for (const { file, content } of inputs.uploads ?? []) {
                const { text, secret } = read(content);
                assert.equal(secret, /\$2b\$|basicAuthPassword:/.test(text), file);
                const plain = /logs-password|metrics-pa/.test(text);
                assert.equal(plain, file.endsWith("datasources/alloy-stack.yml"), file);
            }
            assert.doesNotMatch(JSON.stringify({ ...inputs, uploads: [] }), /logs-password|metrics-pa/);
        }
    });
});

describe("a Prometheus that is given a password", () => {
    it("has a configuration that takes it and no other, the same every time", async () => {
        const webConfig = (resources: Registered[]) =>
            files(resources, "alloy-stack-prometheus")["/etc/prometheus/web.yml"]!.text;
        const text = webConfig(await register());
        const { basic_auth_users: users } = parse(text) as { basic_auth_users: Record<string, string> };
        assert.deepEqual(Object.keys(users), ["admin"]);
        assert.equal(await bcrypt.compare("metrics-pa$$word", users.admin!), true);
        assert.equal(await bcrypt.compare("logs-password", users.admin!), false);
        assert.equal(webConfig(await register()), text);
    });
});

describe("a Loki's gateway that is given a password", () => {
    const passwords = async (previousLogsPassword?: string) => {
        const args = previousLogsPassword === undefined ? {} : { previousLogsPassword };
        const found = files(await register(args), "alloy-stack-loki-gateway");
        return [found["/etc/nginx/loki-password"]!.text, found["/etc/nginx/loki-previous-password"]!.text];
    };

    it("has one file that takes it, and one that takes nobody but is not empty", async () => {
        const [current, previous] = await passwords();
        const [, user, hash] = /^(.*):(.*)\n$/.exec(current!)!;
        assert.equal(user, "admin");
        assert.equal(await bcrypt.compare("logs-password", hash!), true);
        // nginx computes it at every request.
        assert.ok(bcrypt.getRounds(hash!) <= 5);
        assert.match(previous!, /^#[^\n:]+\n$/);
    });

    it("takes the previous one in the other file while there is one", async () => {
        const [current, previous] = await passwords("old-password");
        const hashOf = (file: string) => file.trim().replace(/^admin:/, "");
        assert.equal(await bcrypt.compare("logs-password", hashOf(current!)), true);
        assert.equal(await bcrypt.compare("old-password", hashOf(previous!)), true);
    });
});
