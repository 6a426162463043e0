import { z } from "zod";

import { clusterKeys } from "./keys/cluster";
import { collectedKeys } from "./keys/collected";
import { KeyMeta, keyMetas } from "./keys/key";
import { remoteKeys } from "./keys/remotes";
import { sendingKeys } from "./keys/sending";
import { sourceKeys } from "./keys/sources";
import { vaultKeys } from "./keys/vault";
import { verifyKeys } from "./keys/verify";

/** Every key that a stack's configuration may have. */
export const schema = z.strictObject({
    ...remoteKeys,
    ...clusterKeys,
    ...collectedKeys,
    ...vaultKeys,
    ...sourceKeys,
    ...sendingKeys,
    ...verifyKeys,
});

/** The configuration's values with the types they should have. What depends on more than one of them is unchecked. */
export type StackValues = z.infer<typeof schema>;

export type Key = keyof StackValues;

export const keys = Object.keys(schema.shape) as Key[];

/** What there is to know of a key. */
export function metaOf(name: Key): KeyMeta {
    const meta = keyMetas.get(schema.shape[name]);
    if (!meta) throw new Error(`the key ${name} does not say what it is for`);
    return meta;
}

/** Whether a whole key, with its namespace, is one of the project's that holds a secret. */
export function isSecretKey(project: string, whole: string): boolean {
    const name = whole.startsWith(`${project}:`) ? whole.slice(project.length + 1) : undefined;
    const key = keys.find((one) => one === name);
    return key !== undefined && metaOf(key).secret === true;
}
