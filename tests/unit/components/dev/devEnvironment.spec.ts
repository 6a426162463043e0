import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { DevServer } from "../../../../components/dev/servers";
import { container, files, inputsOf, register, Registered } from "../../../support/devServers";

const configFolder = path.resolve(__dirname, "../../../../components/dev/config");

describe("the servers of a dev environment", () => {
    let all: Registered[];
    before(async () => (all = await register()));

    it("are in one network, and all of it is marked as ours", () => {
        const ours = [{ label: "app.kubernetes.io/part-of", value: "alloy-stack" }];
        const [networks, volumes, containers] = ["Network", "Volume", "Container"].map((type) =>
            inputsOf(all, type),
        );
        assert.deepEqual(networks, [{ name: "alloy-stack", labels: ours }]);
        assert.equal(volumes!.length, 3);
        assert.equal(containers!.length, 4);
        for (const { name, labels } of [...volumes!, ...containers!]) assert.deepEqual(labels, ours, name);
        for (const { name, networksAdvanced } of containers!)
            assert.deepEqual(networksAdvanced, [{ name: "alloy-stack" }], name);
    });

    it("listen on this machine and for pods where they ask for a password, and Grafana on this machine only", () => {
        const published = inputsOf(all, "Container").map(({ name, ports = [] }) => [
            name,
            ...ports.map(({ ip = "*", external, internal }) => `${ip}:${external}:${internal}`),
        ]);
        assert.deepEqual(published.sort(), [
            ["alloy-stack-grafana", "127.0.0.1:3000:3000"],
            ["alloy-stack-loki"],
            ["alloy-stack-loki-gateway", "127.0.0.1:3100:3100", "192.0.2.10:3100:3100"],
            ["alloy-stack-prometheus", "127.0.0.1:9090:9090", "192.0.2.10:9090:9090"],
        ]);
    });

    it("listen on other addresses where these are given", async () => {
        const resources = await register({ listenAddresses: ["203.0.113.1"] });
        assert.deepEqual(container(resources, "alloy-stack-prometheus").ports, [
            { internal: 9090, external: 9090, ip: "203.0.113.1" },
        ]);
        assert.deepEqual(
            container(resources, "alloy-stack-grafana").ports?.map(({ ip }) => ip),
            ["127.0.0.1"],
        );
    });

    it("keep data in volumes, and free names and ports before they take them again", () => {
        const volumes = inputsOf(all, "Container").flatMap(({ volumes = [] }) => volumes);
        assert.deepEqual(
            volumes.map(({ volumeName, containerPath }) => `${volumeName}:${containerPath}`).sort(),
            [
                "alloy-stack-grafana:/var/lib/grafana",
                "alloy-stack-loki:/loki",
                "alloy-stack-prometheus:/prometheus",
            ],
        );
        for (const { type, inputs, deleteBeforeReplace } of all)
            assert.equal(deleteBeforeReplace, type === "Container", inputs.name);
    });

    it("run the images that are given, and released ones otherwise", async () => {
        const images = { prometheus: "p:1", loki: "l:1", nginx: "n:1", grafana: "g:1" };
        const given = inputsOf(await register({ images }), "RemoteImage").map(({ name }) => name);
        assert.deepEqual(given.sort(), ["g:1", "l:1", "n:1", "p:1"]);
        const released = inputsOf(all, "RemoteImage").map(({ name }) => name);
        assert.deepEqual(released.sort(), [
            "grafana/grafana:12.1.0",
            "grafana/loki:3.5.0",
            "nginx:1.29",
            "prom/prometheus:v3.5.0",
        ]);
    });

    it("are those that are asked for", async () => {
        const names = async (...servers: DevServer[]) =>
            inputsOf(await register({ servers }), "Container").map(({ name }) => name);
        assert.deepEqual(await names(), []);
        assert.deepEqual(await names(DevServer.Prometheus), ["alloy-stack-prometheus"]);
        assert.deepEqual(await names(DevServer.Loki), ["alloy-stack-loki", "alloy-stack-loki-gateway"]);
        assert.deepEqual(await names(DevServer.Grafana), ["alloy-stack-grafana"]);
        assert.deepEqual(await names(DevServer.VictoriaLogs), ["alloy-stack-victorialogs"]);
    });

    it("have a VictoriaLogs in Loki's place that asks for Loki's password, which no command has", async () => {
        const resources = await register({ servers: [DevServer.VictoriaLogs, DevServer.Grafana] });
        const { command = [], ports = [], volumes } = container(resources, "alloy-stack-victorialogs");
        assert.deepEqual(
            command.filter((argument) => argument.startsWith("-httpAuth")),
            ["-httpAuth.username=admin", "-httpAuth.password=file:///etc/victoria-logs/password"],
        );
        assert.deepEqual(files(resources, "alloy-stack-victorialogs"), {
            "/etc/victoria-logs/password": { text: "logs-password", secret: true },
        });
        assert.deepEqual(
            ports.map(({ internal, external, ip }) => [ip, external, internal]),
            [
                ["127.0.0.1", 3100, 3100],
                ["192.0.2.10", 3100, 3100],
            ],
        );
        assert.deepEqual(volumes, [
            { volumeName: "alloy-stack-victorialogs", containerPath: "/victoria-logs-data" },
        ]);
        const sources = files(resources, "alloy-stack-grafana");
        assert.doesNotMatch(
            JSON.stringify(sources["/etc/grafana/provisioning/datasources/alloy-stack.yml"]),
            /loki/,
        );
    });

    describe("given dashboards", () => {
        it("gives Grafana every one, in the folder it is told to read", () => {
            const found = files(all, "alloy-stack-grafana");
            const folder = "/etc/grafana/provisioning/dashboards";
            const uploaded = Object.keys(found).filter((file) => file.startsWith(`${folder}/`));
            const dashboards = fs
                .readdirSync(path.join(configFolder, "grafana/dashboards"))
                .filter((file) => file.endsWith(".json"));
            assert.deepEqual(
                uploaded.sort(),
                ["alloy-stack.yml", ...dashboards].sort().map((file) => `${folder}/${file}`),
            );
            const { providers } = parse(found[`${folder}/alloy-stack.yml`]!.text) as {
                providers: { options: { path: string } }[];
            };
            assert.deepEqual(
                providers.map(({ options }) => options.path),
                [folder],
            );
        });
    });

    it("are told to Grafana where they run", async () => {
        const sources = async (...servers: DevServer[]) => {
            const resources = await register({ servers: [...servers, DevServer.Grafana] });
            const found = files(resources, "alloy-stack-grafana");
            const text = found["/etc/grafana/provisioning/datasources/alloy-stack.yml"]!.text;
            return (parse(text) as { datasources: { uid: string }[] }).datasources.map(({ uid }) => uid);
        };
        assert.deepEqual(await sources(DevServer.Prometheus), ["prometheus"]);
        assert.deepEqual(await sources(DevServer.Loki), ["loki"]);
        assert.deepEqual(await sources(), []);
    });
});
