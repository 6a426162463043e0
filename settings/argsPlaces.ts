import { Problem } from "../components/validate/problem";
import { entryOf, ReadRemote } from "./plainRemote";
import { Problems } from "./problems";
import { unnamed } from "./remoteObject";
import { Key, keys, metaOf, StackValues } from "./schema";
import { valueAt } from "./place";
import { line } from "./values";

/** What a problem with args is about in the stack's configuration, which may have it under another name. */
export interface Places {
    values: StackValues;
    /** By kind, as the args have them. */
    remotes: { prometheus: ReadRemote[]; loki: ReadRemote[] };
}

/** Args that stand under another name in the configuration. */
const renamed: Record<string, Key> = {
    vault: "vaultAddress",
    "vault.address": "vaultAddress",
    "vault.caCertificate": "vaultCaCertificate",
    "vault.kvMount": "vaultKvMount",
    "vault.namespace": "vaultNamespace",
    "esoLogin.mount": "esoLoginMount",
    "esoLogin.username": "esoUsername",
    "esoLogin.role": "esoRole",
    "esoLogin.createMount": "esoLoginCreateMount",
    "esoLogin.password": "esoPassword",
    "esoLogin.roleId": "esoRoleId",
    "esoLogin.secretId": "esoSecretId",
    "esoLogin.credentialsNamespace": "vaultCredentialsNamespace",
    "esoLogin.kubernetesHost": "clusterAddressForVault",
    "esoLogin.kubernetesCaCertificate": "clusterCaCertificateForVault",
};

/** A remote's secrets and their source stand apart from it. */
const apart = {
    password: "remotePasswords",
    bearerToken: "remotePasswords",
    clientSecret: "remotePasswords",
    clientKey: "remoteClientKeys",
    secretSource: "secretSources",
} as const;

/** Note problems with args where they stand in the configuration, with the line or the command that puts them right. */
export function locate(found: Problem[], places: Places, problems: Problems): void {
    const { values } = places;
    for (const problem of found) {
        const [, kind, index, field] =
            /^(prometheus|loki)Remotes\[(\d+)\](?:\.(\w+))?$/.exec(problem.path) ?? [];
        const read = kind ? places.remotes[kind as "prometheus" | "loki"][Number(index)] : undefined;
        if (read) locateRemote(problem, read, field, places, problems);
        else locateKey(problem, values, problems);
    }
}

function locateKey({ path, found, expected }: Problem, values: StackValues, problems: Problems): void {
    const [, first = "", rest = ""] = /^(\w+)(.*)$/.exec(path) ?? [];
    const key = keyOf(path, values) ?? keys.find((name) => name === first);
    if (!key) throw new Error(`no key is known for the argument ${path}, which ${found}`);
    const at = renamed[path] ? key : `${key}${rest}`;
    // What it follows from has been said.
    if (problems.covers(at) || follows(key, problems)) return;
    const { example, secret } = metaOf(key);
    // A line for the first problem with a key, if it is one for that field. A list of remotes is not to be replaced by an example.
    const write =
        key.endsWith("Remotes") || problems.has(key) || !isFor(at, example)
            ? {}
            : { write: line(`${problems.project}:${key}`, example) };
    problems.add(at, found, {
        ...(expected && { expected: path === "vault" ? orDev(expected, problems) : expected }),
        ...(secret ? { run: problems.setSecret(key) } : write),
    });
}

/** Whether an example of a key has the field that a place below the key names. */
function isFor(at: string, example: unknown): boolean {
    const fields = [...at.matchAll(/\.(\w+)/g)].map(([, field = ""]) => field);
    return example !== undefined && valueAt(example, fields) !== undefined;
}

/** The key of an argument that has another name here. */
function keyOf(path: string, { vaultAddressForPods }: StackValues): Key | undefined {
    const isForPods = path === "vault.address" && vaultAddressForPods !== undefined;
    return isForPods ? "vaultAddressForPods" : renamed[path];
}

/** Whether a key may only be missing because another one, which decides whether it is needed, is wrong. */
function follows(key: Key, problems: Problems): boolean {
    const deciding: Partial<Record<Key, Key[]>> = {
        vaultAddress: ["dev"],
        esoPassword: ["dev", "esoLogin"],
        esoRoleId: ["esoLogin"],
        esoSecretId: ["esoLogin"],
        esoLoginCreateMount: ["esoLogin"],
    };
    return (deciding[key] ?? []).some((other) => problems.has(other));
}

function orDev(expected: string, { project }: Problems): string {
    return `${expected}, or "${project}:dev: true" for one in Docker`;
}

function locateRemote(
    { found, expected }: Problem,
    { remote, index }: ReadRemote,
    field: string | undefined,
    { values }: Places,
    problems: Problems,
): void {
    if (field === undefined || !(field in apart)) {
        const at = `${remote.kind}Remotes[${index}]${field === undefined ? "" : `.${field}`}`;
        problems.add(at, found, { ...(expected && { expected }) });
        return;
    }
    const key = apart[field as keyof typeof apart];
    const entry = entryOf(remote);
    const at = `${key}["${entry}"]`;
    const isKnown = problems.has("dev") && field !== "clientKey";
    const isOthers = problems.has("vaultReadOnly") || problems.covers(`secretSources["${entry}"]`);
    if (problems.covers(at) || isKnown || isOthers || remote.name === unnamed) return;
    const source = values.vaultReadOnly ? "vault" : "config";
    problems.add(at, found, {
        ...(expected && { expected }),
        run:
            key === "secretSources"
                ? `pulumi config set --path '${problems.project}:${at}' ${source}`
                : problems.setSecret(key, entry),
    });
}
