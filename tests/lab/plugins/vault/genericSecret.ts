import { Properties } from "../plugin";
import { saying, VaultClient, VaultError } from "./client";
import { asTexts, goJson } from "./json";

/**
 * What stands at a path in Vault, as the function `vault:generic/getSecret:getSecret` tells it.
 *
 * The official plugin asks first which mount the path is in, to read a key-value store of version 2 otherwise; and it takes a
 * refusal for nothing being there.
 */
export async function readGenericSecret(vault: VaultClient, { path }: Properties): Promise<Properties> {
    if (typeof path !== "string") throw new Error("the adapter serves getSecret with a path only");
    const mount = await unlessRefused(vault.ask("GET", `sys/internal/ui/mounts/${path}`));
    const { version } = (mount?.options ?? {}) as { version?: string };
    if (version === "2")
        throw new Error("the adapter does not serve getSecret in a key-value store of version 2");
    const data = await saying("error reading from Vault: ", unlessRefused(vault.ask("GET", path)));
    if (!data) throw new Error(`no secret found at ${JSON.stringify(path)}`);
    return { id: path, path, dataJson: goJson(data), data: asTexts(data) };
}

async function unlessRefused(answer: Promise<Properties | undefined>): Promise<Properties | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof VaultError && [403, 404].includes(error.status)) return undefined;
        throw error;
    }
}
