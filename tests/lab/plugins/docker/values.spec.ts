import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { plan } from "../bridged/plan";
import { Exchange } from "../script";
import { createRequest } from "./containerRequest";
import { containerSchema } from "./containerSchema";
import { asLabels, asMap } from "./labels";
import { dockerPlugin } from "./plugin";
import { withEngine } from "./recordedEngine";
import { splitName } from "./remoteImage";
import { tarOf } from "./tar";

describe("values of the docker adapter", () => {
    it("ask Docker for the container that is planned, and leave it what isn't", () => {
        const planned = plan(containerSchema, {
            name: "vault",
            image: "sha256:1",
            command: ["server", "-dev"],
            ports: [{ internal: 8200, external: 18200, ip: "0.0.0.0", protocol: "tcp" }],
            volumes: [{ containerPath: "/data", volumeName: "v" }],
            capabilities: { adds: ["CAP_IPC_LOCK"] },
            labels: [{ label: "l", value: "1" }],
            healthcheck: { tests: ["CMD", "true"], interval: "1s", timeout: "1.5s", retries: 3 },
        });
        assert.deepEqual(JSON.parse(JSON.stringify(createRequest(planned))), {
            Image: "sha256:1",
            Cmd: ["server", "-dev"],
            User: "",
            Labels: { l: "1" },
            ExposedPorts: { "8200/tcp": {} },
            Volumes: { "/data": {} },
            Healthcheck: { Test: ["CMD", "true"], Interval: 1e9, Timeout: 1.5e9, StartPeriod: 0, Retries: 3 },
            HostConfig: {
                NetworkMode: "bridge",
                RestartPolicy: { Name: "no" },
                PortBindings: { "8200/tcp": [{ HostIp: "0.0.0.0", HostPort: "18200" }] },
                Binds: ["v:/data:rw"],
                CapAdd: ["CAP_IPC_LOCK"],
                CapDrop: [],
                Init: false,
            },
        });
    });

    it("ask for a program in place of the image's own, and for a port that only this machine reaches", () => {
        const planned = plan(containerSchema, {
            name: "proxy",
            image: "sha256:1",
            entrypoints: ["nginx"],
            command: ["-t"],
            ports: [{ internal: 80, external: 8080, ip: "127.0.0.1", protocol: "tcp" }],
        });
        const { Entrypoint, Cmd, HostConfig } = createRequest(planned);
        assert.deepEqual([Entrypoint, Cmd], [["nginx"], ["-t"]]);
        const { PortBindings } = HostConfig as { PortBindings: unknown };
        assert.deepEqual(PortBindings, { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "8080" }] });
        // Left out, the image's own runs: an empty list would take it away.
        const image = { name: "proxy", image: "sha256:1" };
        assert.ok(!("Entrypoint" in createRequest(plan(containerSchema, image))));
        const refreshed = plan(containerSchema, image, { entrypoints: [] });
        assert.ok(!("Entrypoint" in createRequest(refreshed)));
    });

    it("ask for a network with its labels", async () => {
        const labels = [{ label: "l", value: "1" }];
        const asked = {
            Name: "stack",
            CheckDuplicate: true,
            IPAM: { Driver: "default" },
            Labels: { l: "1" },
        };
        const inspected = { Id: "n1", Name: "stack", Labels: { l: "1" }, IPAM: { Driver: "default" } };
        const exchanges: Exchange[] = [
            { method: "GET", path: "/_ping", status: 200 },
            { method: "POST", path: "/networks/create", status: 201, body: { Id: "n1" }, asked },
            { method: "GET", path: "/networks/n1", status: 200, body: inspected },
        ];
        const plugin = dockerPlugin();
        const type = "docker:index/network:Network";
        const request = {
            ...{ urn: `urn:pulumi:dev::p::${type}::n`, name: "n", type },
            properties: { name: "stack", ipamDriver: "default", labels },
        };
        const context = { signal: new AbortController().signal, log: () => undefined };
        const { id, properties } = await withEngine(plugin, exchanges, () =>
            plugin.resource(type).create(request, context),
        );
        assert.equal(id, "n1");
        assert.deepEqual(properties.labels, labels);
    });

    it("are archives that tar reads", () => {
        const long = `/etc/${"long/".repeat(30)}file`;
        const archive = tarOf([
            { path: "/etc/a.yml", content: "ä: 1\n" },
            { path: long, content: "x".repeat(512) },
        ]);
        const listed = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], { input: archive }).toString();
        assert.match(listed, /^-rw-r--r-- 0\/0 +6 .* etc\/a\.yml\n-rw-r--r-- 0\/0 +512 .*\/file\n$/);
        assert.ok(listed.includes(long.slice(1)));
        assert.equal(
            execFileSync("tar", ["-xOf", "-", "etc/a.yml"], { input: archive }).toString(),
            "ä: 1\n",
        );
    });

    it("are image names in the parts that a pull needs", () => {
        assert.deepEqual(splitName("hashicorp/vault:1.21"), ["hashicorp/vault", "1.21"]);
        assert.deepEqual(splitName("localhost:5000/vault"), ["localhost:5000/vault", "latest"]);
        assert.deepEqual(splitName("vault@sha256:1"), ["vault@sha256:1", ""]);
    });

    it("are labels, in an order of their own", () => {
        const labels = [
            { label: "a", value: "2" },
            { label: "b", value: "1" },
        ];
        assert.deepEqual(asLabels({ b: "1", a: "2" }), labels);
        assert.deepEqual(asMap(labels), { a: "2", b: "1" });
        assert.deepEqual(asLabels(null), []);
    });
});
