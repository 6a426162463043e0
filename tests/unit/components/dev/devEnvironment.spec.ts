import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import * as bcrypt from "bcryptjs";
import { parse } from "yaml";

import { LocalBackend, LocalBackendArgs } from "../../../../components/dev/devEnvironment";
import { defaultParts } from "../../../../components/dev/servers";
import { defaultImages } from "../../../../components/images";
import { isSecret, record } from "../../../support/recording";

const backendFolder = path.resolve(__dirname, "../../../../components/dev/config");

interface Registered {
    type: string;
    deleteBeforeReplace: boolean;
    inputs: Inputs;
}

interface Inputs {
    name: string;
    command?: string[];
    user?: string;
    ports?: { internal: number; external: number; ip?: string }[];
    volumes?: { volumeName: string; containerPath: string }[];
    uploads?: { file: string; content: Content }[];
    labels?: { label: string; value: string }[];
    networksAdvanced?: { name: string }[];
}

/** A text, or a secret one. */
type Content = string | { value: string };

const login = (password: string) => ({ username: "admin", password });

/** What the backend registers, secrets marked. */
async function register(args: Partial<LocalBackendArgs> = {}): Promise<Registered[]> {
    const create = () =>
        new LocalBackend("b", {
            parts: defaultParts,
            prometheus: login("metrics-pa$$word"),
            loki: login("logs-password"),
            images: defaultImages,
            ...args,
        });
    const { registered } = await record(create);
    return registered.map(({ type, deleteBeforeReplace, inputs }) => ({
        type: type.split(":").at(-1) ?? "",
        deleteBeforeReplace,
        inputs: inputs as unknown as Inputs,
    }));
}

const inputsOf = (resources: Registered[], type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

function container(resources: Registered[], name: string): Inputs {
    const found = inputsOf(resources, "Container").find((inputs) => inputs.name === name);
    assert.ok(found, `no container ${name}`);
    return found;
}

/** The files of a container: their text, and whether it is a secret. */
function files(resources: Registered[], name: string): Record<string, { text: string; secret: boolean }> {
    const { uploads = [] } = container(resources, name);
    return Object.fromEntries(uploads.map(({ file, content }) => [file, read(content)]));
}

function read(content: Content): { text: string; secret: boolean } {
    const secret = isSecret(content);
    return { text: secret ? content.value : content, secret };
}

describe("the local backend", () => {
    let all: Registered[];
    before(async () => (all = await register()));

    it("is in one network, and everything in it is marked as ours", () => {
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

    it("publishes what asks for a password, and Grafana to this machine only", () => {
        const published = inputsOf(all, "Container").map(({ name, ports = [] }) => [
            name,
            ...ports.map(({ ip = "*", external, internal }) => `${ip}:${external}:${internal}`),
        ]);
        assert.deepEqual(published.sort(), [
            ["alloy-stack-grafana", "127.0.0.1:3000:3000"],
            ["alloy-stack-loki"],
            ["alloy-stack-loki-gateway", "*:3100:3100"],
            ["alloy-stack-prometheus", "*:9090:9090"],
        ]);
    });

    it("keeps data in volumes, and frees names and ports before it takes them again", () => {
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

    it("runs the images that are given, and released ones otherwise", async () => {
        const images = { ...defaultImages, prometheus: "p:1", loki: "l:1", nginx: "n:1", grafana: "g:1" };
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

    it("runs the parts that are asked for", async () => {
        const names = async (...parts: LocalBackendArgs["parts"]) =>
            inputsOf(await register({ parts }), "Container").map(({ name }) => name);
        assert.deepEqual(await names("prometheus"), ["alloy-stack-prometheus"]);
        assert.deepEqual(await names("loki"), ["alloy-stack-loki", "alloy-stack-loki-gateway"]);
        assert.deepEqual(await names("grafana"), ["alloy-stack-grafana"]);
        assert.deepEqual(await names("victorialogs"), ["alloy-stack-victorialogs"]);
    });

    it("runs a VictoriaLogs in Loki's place that asks for Loki's password, which no command has", async () => {
        const resources = await register({ parts: ["victorialogs", "grafana"] });
        const { command = [], ports = [], volumes } = container(resources, "alloy-stack-victorialogs");
        assert.deepEqual(
            command.filter((argument) => argument.startsWith("-httpAuth")),
            ["-httpAuth.username=admin", "-httpAuth.password=file:///etc/victoria-logs/password"],
        );
        assert.deepEqual(files(resources, "alloy-stack-victorialogs"), {
            "/etc/victoria-logs/password": { text: "logs-password", secret: true },
        });
        assert.deepEqual(ports, [{ internal: 3100, external: 3100 }]);
        assert.deepEqual(volumes, [
            { volumeName: "alloy-stack-victorialogs", containerPath: "/victoria-logs-data" },
        ]);
        const sources = files(resources, "alloy-stack-grafana");
        assert.doesNotMatch(
            JSON.stringify(sources["/etc/grafana/provisioning/datasources/alloy-stack.yml"]),
            /loki/,
        );
    });

    it("has no password in the open, and in none but Grafana's a password at all", () => {
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

    describe("given the password of Prometheus", () => {
        it("has a configuration that takes it and no other, the same every time", async () => {
            const webConfig = (resources: Registered[]) =>
                files(resources, "alloy-stack-prometheus")["/etc/prometheus/web.yml"]!.text;
            const text = webConfig(all);
            const { basic_auth_users: users } = parse(text) as { basic_auth_users: Record<string, string> };
            assert.deepEqual(Object.keys(users), ["admin"]);
            assert.equal(await bcrypt.compare("metrics-pa$$word", users.admin!), true);
            assert.equal(await bcrypt.compare("logs-password", users.admin!), false);
            assert.equal(webConfig(await register()), text);
        });
    });

    describe("given the password of Loki", () => {
        const passwords = async (previousLokiPassword?: string) => {
            const args = previousLokiPassword === undefined ? {} : { previousLokiPassword };
            const found = files(await register(args), "alloy-stack-loki-gateway");
            return [
                found["/etc/nginx/loki-password"]!.text,
                found["/etc/nginx/loki-previous-password"]!.text,
            ];
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

    describe("given dashboards", () => {
        it("gives Grafana every one, in the folder it is told to read", () => {
            const found = files(all, "alloy-stack-grafana");
            const folder = "/etc/grafana/provisioning/dashboards";
            const uploaded = Object.keys(found).filter((file) => file.startsWith(`${folder}/`));
            const dashboards = fs
                .readdirSync(path.join(backendFolder, "grafana/dashboards"))
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

    describe("given a part that does not run", () => {
        it("tells Grafana of the others only", async () => {
            const sources = async (parts: LocalBackendArgs["parts"]) => {
                const found = files(await register({ parts }), "alloy-stack-grafana");
                const text = found["/etc/grafana/provisioning/datasources/alloy-stack.yml"]!.text;
                return (parse(text) as { datasources: { uid: string }[] }).datasources.map(({ uid }) => uid);
            };
            assert.deepEqual(await sources(["prometheus", "grafana"]), ["prometheus"]);
            assert.deepEqual(await sources(["loki", "grafana"]), ["loki"]);
            assert.deepEqual(await sources(["grafana"]), []);
        });
    });
});
