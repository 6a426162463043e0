import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

const read = (file: string) =>
    fs.readFileSync(path.resolve(__dirname, "../../../../components/dev/config", file), "utf8");

interface LokiConfig {
    auth_enabled: boolean;
    common: { path_prefix: string; storage: { filesystem: Record<string, string> } };
    schema_config: { configs: { from: string; store: string; object_store: string; schema: string }[] };
    limits_config: {
        allow_structured_metadata: boolean;
        retention_period: string;
        reject_old_samples_max_age: string;
    };
    ingester: { query_store_max_look_back_period: number };
    compactor: { working_directory: string; retention_enabled: boolean; delete_request_store: string };
    analytics: { reporting_enabled: boolean };
}

describe("Loki's configuration", () => {
    // In it, dates are texts.
    const loki = parse(read("loki-config.yml"), { schema: "core" }) as LokiConfig;
    const { common, compactor, limits_config: limits } = loki;

    it("has the schema that structured metadata needs, from before anything it is sent", () => {
        assert.equal(limits.allow_structured_metadata, true);
        assert.deepEqual(
            loki.schema_config.configs.map(({ from, store, object_store, schema }) => [
                from,
                store,
                object_store,
                schema,
            ]),
            [["2024-01-01", "tsdb", "filesystem", "v13"]],
        );
    });

    it("takes whatever it would still keep, a journal of 7 hours included", () => {
        const days = (duration: string) => Number(/^(\d+)d$/.exec(duration)![1]);
        assert.ok(days(limits.reject_old_samples_max_age) * 24 > 7);
        assert.equal(days(limits.reject_old_samples_max_age), days(limits.retention_period));
    });

    it("finds what was sent late at once, not only when it leaves memory", () => {
        assert.equal(loki.ingester.query_store_max_look_back_period, -1);
    });

    it("removes what has become too old", () => {
        assert.equal(compactor.retention_enabled, true);
        assert.equal(compactor.delete_request_store, loki.schema_config.configs[0]!.object_store);
    });

    it("has its data in the volume", () => {
        const folders = [
            common.path_prefix,
            compactor.working_directory,
            ...Object.values(common.storage.filesystem),
        ];
        assert.equal(folders.length, 4);
        for (const folder of folders) assert.match(folder, /^\/loki(\/|$)/);
    });

    it("asks nobody for a tenant, and tells nobody of itself", () => {
        assert.equal(loki.auth_enabled, false);
        assert.equal(loki.analytics.reporting_enabled, false);
    });
});

describe("the configuration of Loki's gateway", () => {
    const text = read("loki-gateway.conf").replace(/^\s*#.*$/gm, "");
    const values = (directive: string) =>
        [...text.matchAll(new RegExp(`(?<![\\w-])${directive} ([^;{]+);`, "g"))].map(([, value]) => value);
    const location = (name: string) =>
        new RegExp(`location ${name} \\{([^}]*)\\}`).exec(text)?.[1] ?? assert.fail(name);

    it("asks for a password everywhere, and with a wrong one for the previous one", () => {
        assert.deepEqual(values("auth_basic"), ["Loki"]);
        assert.match(location("/"), /auth_basic_user_file \/etc\/nginx\/loki-password;/);
        assert.match(location("/"), /error_page 401 = @previous;/);
        assert.match(location("@previous"), /auth_basic_user_file \/etc\/nginx\/loki-previous-password;/);
        assert.equal(text.match(/location /g)!.length, 2);
    });

    it("leads to Loki's container, which it looks up while it runs", () => {
        assert.deepEqual(values("set"), ["$loki http://alloy-stack-loki:3100"]);
        assert.deepEqual(values("proxy_pass"), ["$loki", "$loki"]);
        assert.match(values("resolver")[0]!, /^127\.0\.0\.11 valid=\d+s/);
        assert.deepEqual(values("listen"), ["3100"]);
    });

    it("writes to /tmp only, and needs no other file of the image", () => {
        const written = ["pid", "(?:client_body|proxy|fastcgi|uwsgi|scgi)_temp_path"].flatMap(values);
        assert.equal(written.length, 6);
        for (const file of written) assert.match(file!, /^\/tmp\//);
        assert.deepEqual([values("error_log"), values("access_log")], [["stderr"], ["off"]]);
        assert.doesNotMatch(text, /\binclude\b|\buser /);
    });
});
