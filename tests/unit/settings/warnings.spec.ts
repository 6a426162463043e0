import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { plainSecrets } from "../../../settings/secretMarks";
import { least, parse, Values } from "../../support/settings";

function warningsOf(values: Values): string[] {
    return parse({ ...least, ...values }).warnings;
}

const vault = { vaultAddress: "https://v", esoPassword: "x" };
const metrics = (...remotes: unknown[]): Values => ({ prometheusRemotes: remotes });
const logs = (...remotes: unknown[]): Values => ({ lokiRemotes: remotes });
const withPassword = (url: string): Values => ({
    ...vault,
    ...metrics(`r:${url}:u`),
    remotePasswords: { "prometheus/r": "x" },
});

describe("what is doubtful", () => {
    const said = (text: string, kind = "prometheus") => `p:${kind}Remotes: the remote "r" ${text}`;
    const overHttp = (host: string, what = "password") =>
        said(
            `sends its ${what} over http to another host, ${host}, readable for everybody on the way; use https`,
        );
    const itself = (host: string) =>
        said(`points at the agent itself: ${host} is the agent's own pod there. $NODE_IP is this machine`);
    const unusual = (url: string, usual = "/api/v1/write", kind = "prometheus") =>
        said(`has a URL without the usual path, which ends with ${usual}: ${url}`, kind);
    const known = said(
        `gets the public default password, and is not on this machine: pulumi config set --secret --path 'p:remotePasswords["prometheus/r"]'`,
    );
    const readable = (what: string) =>
        said(
            `has a ${what} that looks like a secret: everybody who may see the stack file or the agent's configuration can read it`,
        );

    const table: [what: string, values: Values, ...warnings: string[]][] = [
        [
            "no remote",
            {},
            "p: there is no remote: what the agent collects is thrown away. Set p:prometheusRemotes and p:lokiRemotes",
        ],
        ["nothing, of no remote where there are no agents", { agent: false }],
        ["nothing, of an https remote", withPassword("https://h/api/v1/write")],
        ["nothing, of an http remote without a login", metrics("r:http://h/api/v1/write:")],
        ["a password over http", withPassword("http://h:9090/api/v1/write"), overHttp("h:9090")],
        [
            "a password over http inside the cluster",
            withPassword("http://p.m.svc/api/v1/write"),
            overHttp("p.m.svc"),
        ],
        [
            "a password over http to where the cluster is not",
            withPassword("http://192.0.2.1/api/v1/write"),
            overHttp("192.0.2.1"),
        ],
        [
            "a token over http",
            {
                ...vault,
                ...metrics({ name: "r", url: "http://h/api/v1/write", bearerToken: true }),
                remotePasswords: { "prometheus/r": "x" },
            },
            overHttp("h", "token"),
        ],
        [
            "nothing, of a password to this machine",
            { dev: true, ...metrics("r:http://$NODE_IP:9090/api/v1/write:u") },
        ],
        [
            "nothing, of a password to a node that is named",
            { nodeIp: "192.0.2.7", ...withPassword("http://$NODE_IP:9090/api/v1/write") },
        ],
        ["a remote at localhost", metrics("r:http://localhost:9090/api/v1/write:"), itself("localhost:9090")],
        ["a remote at its own loopback", metrics("r:http://127.0.0.1/api/v1/write:"), itself("127.0.0.1")],
        ["the same in IPv6", metrics("r:http://[::1]:9090/api/v1/write:"), itself("[::1]:9090")],
        [
            "a remote at the agent's Service",
            { namespaces: { agent: "m" }, ...metrics("r:http://grafana-alloy.m.svc:12345/api/v1/write:") },
            itself("grafana-alloy.m.svc:12345"),
        ],
        ["nothing, of another Service", metrics("r:http://grafana-alloy.other.svc:12345/api/v1/write:")],
        ["no path", metrics("r:https://h:"), unusual("https://h")],
        [
            "Loki's path for metrics",
            metrics("r:https://h/loki/api/v1/push:"),
            unusual("https://h/loki/api/v1/push"),
        ],
        [
            "Prometheus' path for logs",
            logs("r:https://h/api/v1/write:"),
            unusual("https://h/api/v1/write", "/loki/api/v1/push", "loki"),
        ],
        ...[
            "/api/v1/write",
            "/api/v1/push",
            "/api/prom/push",
            "/prometheus/api/v1/write",
            "/api/v1/receive",
        ].map((path): [string, Values] => [`nothing, of ${path}`, metrics(`r:https://h${path}:`)]),
        ["nothing, of Loki's path for logs", logs("r:https://h/tenant/loki/api/v1/push:")],
        [
            "the password that everybody knows, elsewhere",
            { dev: true, ...metrics("r:https://h/api/v1/write:u") },
            known,
        ],
        ...["generated", "vault"].map((source): [string, Values] => [
            `nothing, of a password from elsewhere, elsewhere: ${source}`,
            {
                dev: true,
                ...metrics("r:https://h/api/v1/write:u"),
                secretSources: { "prometheus/r": source },
            },
        ]),
        [
            "the password that everybody knows, elsewhere, where the configuration is named as its source",
            {
                dev: true,
                ...metrics("r:https://h/api/v1/write:u"),
                secretSources: { "prometheus/r": "config" },
            },
            known,
        ],
        [
            "whoever answers",
            metrics({ name: "r", url: "https://h/api/v1/write", skipVerification: true }),
            said("sends without checking the remote's certificate: skipVerification is set. Give ca instead"),
        ],
        [
            "a key in a header",
            metrics({
                name: "r",
                url: "https://h/api/v1/write",
                headers: { "X-Api-Key": "hunter2", "X-Team": "a" },
            }),
            readable('header "X-Api-Key"'),
        ],
        [
            "a key in the URL",
            metrics("r:https://h/api/v1/write?token=hunter2:"),
            readable('"token" in its URL'),
        ],
        [
            "Vault over http",
            { ...withPassword("https://h/api/v1/write"), vaultAddress: "http://v:8200" },
            "p:vaultAddress: passwords cross the network readable on their way to and from http://v:8200; use https",
        ],
    ];
    for (const [what, values, ...warnings] of table) {
        it(`is ${what}`, () => {
            assert.deepEqual(warningsOf(values), warnings);
            assert.doesNotMatch(warnings.join("\n"), /hunter2/);
        });
    }

    it("is a secret in the stack file as plain text", () => {
        const config = {
            "p:remotePasswords": '{"prometheus/r":"x"}',
            "p:esoPassword": "x",
            "p:remoteClientKeys": "{}",
            "p:previousLogsPassword": "",
        };
        pulumi.runtime.setAllConfig(config, ["p:remotePasswords"]);
        assert.deepEqual(plainSecrets("p"), [
            "p:esoPassword: is in the stack file as plain text; set it again: pulumi config set --secret p:esoPassword",
        ]);
    });
});
