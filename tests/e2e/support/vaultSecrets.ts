import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Observed } from "../../../components/secrets/observed";
import { isReady } from "../../../components/secrets/readiness";
import { state } from "../../lab/paths";
import { LabStack, writeStackFile } from "../../lab/project";
import { alloyStack, Ended } from "./commands";
import { kubectl } from "./engine";

/** A stack file with the lab's values and these, which are keys of the project; undefined removes one of the lab's. */
export function writeOverrides(
    name: string,
    values: Record<string, unknown>,
    stack: LabStack = "dev",
): string {
    return writeStackFile(stack, values, path.join(state, `${name}.yaml`));
}

/** A command about stack prod, with a Vault token if there is one. */
export function prod(command: "up" | "destroy", file: string, token = "", ...more: string[]): Promise<Ended> {
    return prodNamed("prod", command, file, token, ...more);
}

/** The same for another production stack. Nothing arrives anywhere, so what arrives is not asked. */
export function prodNamed(
    stack: string,
    command: "up" | "destroy",
    file: string,
    token = "",
    ...more: string[]
): Promise<Ended> {
    const how = command === "destroy" ? ["--yes"] : ["--no-verify"];
    const args = [command, "--stack", stack, "--config-file", file, ...how, ...more];
    return alloyStack(args, { env: { VAULT_TOKEN: token } });
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
