// Takes 3 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { overrides, project, state } from "../lab/paths";
import { lab, succeed } from "./support/commands";
import { assertGreen, overridden, preview, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";

/**
 * The state of a dev stack without Loki, exported after an update with version 0.1.0 on the lab. What is another one in every
 * lab stands in angle brackets.
 */
const fixture = path.join(__dirname, "fixtures", "deployed-by-0.1.0.json");

const labOverrides = z.object({
    "alloy-stack:images": z.record(z.string(), z.string()),
    "alloy-stack:charts": z.record(z.string(), z.object({ chart: z.string() })),
    "alloy-stack:storagePath": z.string(),
});

const exported = z.looseObject({
    deployment: z.looseObject({ secrets_providers: z.unknown().optional() }),
});

const report = z.object({
    changes: z.array(z.object({ operation: z.string(), type: z.string(), name: z.string() })),
});

describe("a stack that version 0.1.0 deployed", () => {
    let file: string[];
    const current = path.join(state, "current.json");
    const former = path.join(state, "former.json");

    before(async () => {
        await useEmptyLab();
        file = ["--config-file", overridden({ devServers: ["prometheus"], lokiRemotes: undefined })];
        assertGreen(await up(...file, "--no-verify"), "first up");
        await stack("export", current);
    });

    after(async () => {
        await stack("import", current);
    });

    /** What an update would do with a state. */
    async function changes(of: string) {
        await stack("import", of);
        const ended = await preview(...file, "--json");
        assertGreen(ended, "preview");
        const text = ended.output.slice(ended.output.lastIndexOf("\n{"));
        return report.parse(JSON.parse(text)).changes;
    }

    it("is told from one that this version deployed", async () => {
        assert.deepEqual(await changes(current), []);
    });

    it("is taken over: nothing is removed, and nothing replaced but a container whose data is in a volume", async () => {
        fs.writeFileSync(former, JSON.stringify(formerState(current, await formerVault())));
        const all = await changes(former);
        const hard = all.filter(({ operation }) => !["create", "update"].includes(operation));
        assert.deepEqual(
            hard.map(({ operation, name }) => `${operation} ${name}`),
            ["replace dev-prometheus"],
        );
        // What is created is the engine's own, or new with this version.
        const created = all.filter(({ operation }) => operation === "create");
        const kinds = new Set(created.map(({ type }) => type));
        assert.deepEqual(
            [...kinds].sort(),
            ["kubernetes:apps/v1:DaemonSetPatch", "pulumi:index:Stash", "pulumi:providers:pulumi"].sort(),
        );
    });
});

/** The fixture as a state that this lab's passphrase encrypts, and whose Vault is the one that runs. */
function formerState(current: string, vault: Record<string, string>) {
    const { deployment: own } = exported.parse(JSON.parse(fs.readFileSync(current, "utf8")));
    const { deployment, ...rest } = exported.parse(
        JSON.parse(forThisLab(fs.readFileSync(fixture, "utf8"), vault)),
    );
    return { ...rest, deployment: { ...deployment, secrets_providers: own.secrets_providers } };
}

/**
 * Put a dev Vault as version 0.1.0 made it in the place of the one that runs: it listens on every address. What it is known
 * by; what is written into another one is written again.
 */
async function formerVault(): Promise<Record<string, string>> {
    const name = "solo-weaver-vault";
    const image = (await succeed("docker", ["inspect", "--format", "{{.Image}}", name])).trim();
    await succeed("docker", ["rm", "--force", name]);
    const incarnation = "of-version-0.1.0";
    const labels = ["app.kubernetes.io/part-of=alloy-stack", `alloy-stack.incarnation=${incarnation}`];
    const environment = ["VAULT_DEV_ROOT_TOKEN_ID=devtoken", "VAULT_DEV_LISTEN_ADDRESS=0.0.0.0:8200"];
    const options = ["--detach", "--name", name, "--publish", "8200:8200"];
    const container = await succeed("docker", [
        "run",
        ...options,
        ...labels.flatMap((label) => ["--label", label]),
        ...environment.flatMap((variable) => ["--env", variable]),
        image,
        "server",
        "-dev",
    ]);
    const clusterId = await eventually(60, async () => {
        // Docker's proxy takes a connection before Vault listens, and never answers it.
        const signal = AbortSignal.timeout(3_000);
        const answer = await fetch("http://127.0.0.1:8200/v1/sys/health", { signal });
        return z.object({ cluster_id: z.string() }).parse(await answer.json()).cluster_id;
    });
    return {
        "vault.container": container.trim(),
        "vault.clusterId": clusterId,
        "vault.incarnation": incarnation,
    };
}

async function stack(command: "export" | "import", file: string): Promise<void> {
    const place = ["--stack", "dev", "--cwd", project, "--file", file];
    assertGreen(await lab(["exec", "pulumi", "stack", command, ...place]), `stack ${command}`);
}

/** The fixture with this lab's images, charts and folders. */
function forThisLab(text: string, vault: Record<string, string>): string {
    const { config } = parse(fs.readFileSync(overrides, "utf8")) as { config: unknown };
    const labs = labOverrides.parse(config);
    const images = Object.entries(labs["alloy-stack:images"]);
    const values: Record<string, string> = {
        ...vault,
        state,
        storagePath: labs["alloy-stack:storagePath"],
        ...Object.fromEntries(images.map(([name, image]) => [`images.${name}`, image])),
        ...Object.fromEntries(images.map(([name, image]) => [`tags.${name}`, image.split(":").at(-1) ?? ""])),
        ...Object.fromEntries(
            Object.entries(labs["alloy-stack:charts"]).map(([name, { chart }]) => [`charts.${name}`, chart]),
        ),
    };
    return text.replace(/<((?:images|tags|charts|vault)\.\w+|state|storagePath)>/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`the lab has no ${name}`);
        return value;
    });
}
