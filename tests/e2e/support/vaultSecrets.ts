import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { parse, stringify } from "yaml";

import { Observed } from "../../../components/secrets/observed";
import { isReady } from "../../../components/secrets/readiness";
import { overrides, state } from "../../lab/paths";
import { Ended, lab } from "./commands";
import { kubectl } from "./engine";

const tsx = "node_modules/.bin/tsx";

type Config = Record<string, unknown>;

/** A stack file with the lab's values and these, which are keys of the project; undefined takes one of the lab's away. */
export function writeOverrides(name: string, values: Config): string {
    const { config } = parse(fs.readFileSync(overrides, "utf8")) as { config: Config };
    const given = Object.entries(values).map(([key, value]) => [`alloy-stack:${key}`, value] as const);
    const merged = Object.entries({ ...config, ...Object.fromEntries(given) });
    const file = path.join(state, `${name}.yaml`);
    const kept = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
    fs.writeFileSync(file, stringify({ config: kept }));
    return file;
}

/** A command of the automation about stack prod, with a Vault token if there is one. */
export function prod(command: "up" | "destroy", file: string, token = "", ...more: string[]): Promise<Ended> {
    const script = [tsx, `cli/${command}.ts`, "--stack", "prod", "--overrides", file, ...more];
    return lab(["exec", ...script], { env: { VAULT_TOKEN: token } });
}

/** Have the operator read everything again. */
export async function forceSync(): Promise<void> {
    const now = `force-sync=${Date.now()}`;
    await kubectl("-n", "grafana-alloy", "annotate", "externalsecrets", "--all", "--overwrite", now);
}

/** Wait until an ExternalSecret was synced after its last change; how many seconds it took. */
export async function synced(name: string, seconds = 150): Promise<number> {
    const started = Date.now();
    const passed = () => Math.round((Date.now() - started) / 1000);
    for (;;) {
        const text = await kubectl(
            "-n",
            "grafana-alloy",
            "get",
            "externalsecret",
            name,
            "--show-managed-fields",
            "--output=json",
        );
        const observed = JSON.parse(text) as Observed;
        if (isReady(observed)) return passed();
        if (passed() > seconds)
            throw new Error(`${name} is not synced: ${JSON.stringify(observed.status?.conditions)}`);
        await sleep(1_000);
    }
}

/** Whether an object is in the cluster. */
export async function exists(...of: string[]): Promise<boolean> {
    return (await kubectl("get", ...of, "--ignore-not-found", "--output=name")).trim() !== "";
}
