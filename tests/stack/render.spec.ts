import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse, stringify } from "yaml";

const project = path.resolve(__dirname, "../..");
/** What the dev stack comes to, for people to read in reviews. UPDATE_RENDERED=1 writes it. */
const reviewed = path.join(__dirname, "rendered");

/** Run the command as a user does, with configuration values that win over those of the dev stack. */
function render(config: Record<string, unknown>, out: string, stack = "dev") {
    const file = path.join(out, "stack.yaml");
    fs.writeFileSync(file, stringify({ config: { ...configOf(stack), ...config } }));
    const result = spawnSync(
        process.execPath,
        ["cli/bin.mjs", "render", "--stack", stack, "--out", path.join(out, "r"), "--config-file", file],
        { cwd: project, encoding: "utf8" },
    );
    return { ...result, folder: path.join(out, "r") };
}

/** What a stack's file in the repository says; nothing where there is none. */
function configOf(stack: string): Record<string, unknown> {
    const file = path.join(project, `Pulumi.${stack}.yaml`);
    if (!fs.existsSync(file)) return {};
    return (parse(fs.readFileSync(file, "utf8")) as { config: Record<string, unknown> }).config;
}

function filesBelow(folder: string): string[] {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort();
}

/** What a dev stack finds on the machine where it is rendered. */
const here = { "alloy-stack:nodeIp": "192.0.2.10", "alloy-stack:devListenAddresses": ["192.0.2.10"] };

describe("render", () => {
    let scratch: string;
    beforeEach(() => (scratch = fs.mkdtempSync(path.join(os.tmpdir(), "render-"))));
    afterEach(() => {
        fs.rmSync(scratch, { recursive: true });
    });

    it("writes the dev stack as it was reviewed", () => {
        const { status, stderr, folder } = render(here, scratch);
        assert.equal(status, 0, stderr);
        if (process.env.UPDATE_RENDERED) fs.cpSync(folder, reviewed, { recursive: true });
        assert.deepEqual(filesBelow(folder), filesBelow(reviewed));
        for (const file of filesBelow(folder)) {
            const [now, then] = [folder, reviewed].map((base) =>
                fs.readFileSync(path.join(base, file), "utf8"),
            );
            assert.equal(
                now,
                then,
                `${file} is not as reviewed; if it should change: UPDATE_RENDERED=1 npm test`,
            );
        }
    });

    it("writes no password, in no encoding", () => {
        const marker = "mark3r-passw0rd+/=";
        const forms = [
            marker,
            Buffer.from(marker).toString("base64"),
            encodeURIComponent(marker),
            "local-dev",
            "devtoken",
            "eso-password",
        ];
        const config = { "alloy-stack:remotePasswords": { "prometheus/local": marker } };
        const { status, stdout, stderr, folder } = render(config, scratch);
        assert.equal(status, 0, stderr);
        const written = filesBelow(folder).map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
        const hits = (texts: string[]) => forms.filter((form) => texts.some((text) => text.includes(form)));
        assert.deepEqual(hits([...written, stdout, stderr]), []);
        // The search itself finds one that is planted.
        assert.deepEqual(hits([...written, `password: ${marker}`]), [marker]);
    });

    it("names every problem of the configuration at once, and writes nothing", () => {
        const config = {
            "alloy-stack:nodeIp": "192.0.2.10",
            "alloy-stack:prometheusRemotes": [
                "local:http://host:9090/api/v1/write",
                "x:http://h/w:u",
                "x:http://h/w:u",
                "nothing",
            ],
        };
        const { status, stderr, folder } = render(config, scratch);
        assert.equal(status, 1);
        assert.match(stderr, /prometheusRemotes\[0\]: .* lacks the username/);
        assert.match(stderr, /prometheusRemotes\[3\]: is text without a colon/);
        assert.match(stderr, /two remotes are called "x"/);
        assert.doesNotMatch(stderr, /\n {4}at /, "a stack trace");
        assert.equal(fs.existsSync(folder), false);
    });

    it("writes no container and asks for no address of this machine for prod", () => {
        const { status, stderr, folder } = render({}, scratch, "prod");
        assert.equal(status, 0, stderr);
        const files = filesBelow(folder);
        assert.deepEqual(
            files.filter((file) => file.startsWith("containers/")),
            [],
        );
        const store = fs.readFileSync(
            path.join(folder, "objects/clustersecretstore-vault-secret-store.yaml"),
            "utf8",
        );
        assert.match(store, /server: https:\/\/vault\.example\.com/);
    });

    it("writes what goes into namespaces and a login method of others, by their names", () => {
        const config = {
            "alloy-stack:createNamespaces": false,
            "alloy-stack:esoLogin": "jwt",
            "alloy-stack:esoLoginMount": "clusters/west",
            "alloy-stack:imageRegistryLogin": { server: "r.example", username: "robot" },
            "alloy-stack:imageRegistryPassword": "hunter2",
        };
        const { status, stderr, folder } = render(config, scratch, "prod");
        assert.equal(status, 0, stderr);
        const files = filesBelow(folder);
        const text = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
        const unknown = files.filter((file) => /undefined|unknown/i.test(file + text(file)));
        assert.deepEqual(unknown, []);
        assert.match(text("config.alloy"), /remote_write/);
        assert.match(text("objects/configmap-grafana-alloy-cm.yaml"), /namespace: grafana-alloy\n/);
        assert.match(text("objects/clustersecretstore-vault-secret-store.yaml"), /path: clusters\/west\n/);
        const logins = files.filter((file) => file.includes("registry"));
        assert.deepEqual(logins, [
            "objects/secret-alloy-stack-registry-external-secrets.yaml",
            "objects/secret-alloy-stack-registry-grafana-alloy.yaml",
            "objects/secret-alloy-stack-registry-node-exporter.yaml",
        ]);
    });

    it("says which stacks there are", () => {
        const { status, stderr } = spawnSync(process.execPath, ["cli/bin.mjs", "render", "-s", "nope"], {
            cwd: project,
            encoding: "utf8",
        });
        assert.equal(status, 1);
        assert.match(
            stderr,
            /^error: there is no \S+, so no stack "nope" is configured; \S+ has dev, prod\n$/,
        );
    });

    it("leaves alone what is not its own in the folder it writes to", () => {
        const notes = path.join(scratch, "r", "notes.txt");
        fs.mkdirSync(path.dirname(notes));
        fs.writeFileSync(notes, "mine");
        assert.equal(render({}, scratch).status, 0);
        assert.equal(fs.readFileSync(notes, "utf8"), "mine");
    });
});
