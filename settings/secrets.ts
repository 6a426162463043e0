import * as pulumi from "@pulumi/pulumi";

import { needsSecrets, RemoteArgs, RemoteSecret, secretsOf } from "../components/remotes";
import { kindOf } from "../components/validate/problem";
import { expectedOf, secretProblem } from "../components/validate/remote";
import { SecretSource } from "../components/vault/secretSource";
import { entryOf, PlainRemote } from "./plainRemote";
import { Problems } from "./problems";
import { Key, StackValues } from "./schema";

/** What a dev stack uses where its configuration names no password. Known to everybody: dev stacks hold no secrets. */
const known = { remote: "local-dev", eso: "eso-password" };

type SecretKey = Extract<Key, "remotePasswords" | "remoteClientKeys">;

/** What has an entry for a remote. */
type EntryKey = SecretKey | Extract<Key, "secretSources">;

export interface SecretsOptions {
    /** Stands for secrets that are missing, which no deployment has: the values of a stack file can't be decrypted there. */
    placeholder?: string;
}

/** Hands out the secrets of a stack as such, and notes those that are wrong or for nothing. */
export class Secrets {
    constructor(
        private readonly values: StackValues,
        private readonly problems: Problems,
        private readonly options: SecretsOptions,
    ) {}

    /** A remote with those of its secrets that there are. */
    addTo(remote: PlainRemote): RemoteArgs {
        const secretSource = this.sourceOf(remote);
        const { kind, ...args } = remote;
        if (secretSource !== SecretSource.Config) return { ...args, secretSource };
        const fields = secretsOf(remote).flatMap(({ property }) => {
            const value = this.secret(remote, property);
            return value === undefined ? [] : [[fieldOf[property], pulumi.secret(value)] as const];
        });
        return { ...args, secretSource, ...Object.fromEntries(fields) };
    }

    /** Where a remote's secrets come from. */
    sourceOf(remote: PlainRemote): SecretSource {
        const { vaultReadOnly, externalSecretStore, vaultAddress, secretSources } = this.values;
        const given = secretSources[entryOf(remote)];
        if (given !== undefined) return given;
        if (remote.existingSecret) return SecretSource.Secret;
        const isUnknown = externalSecretStore !== undefined && vaultAddress === undefined;
        return vaultReadOnly || isUnknown ? SecretSource.Vault : SecretSource.Config;
    }

    /** What the dev stack's own servers ask for: the password of the remote "local" of that kind. */
    ofServer(entry: "prometheus/local" | "loki/local"): pulumi.Output<string> {
        const given = this.values.remotePasswords[entry];
        return pulumi.secret(typeof given === "string" ? given : known.remote);
    }

    /** What the External Secrets Operator logs in to Vault with; undefined if it is not given. */
    ofEso(): pulumi.Output<string> | undefined {
        const { esoPassword = this.options.placeholder, dev } = this.values;
        const value = esoPassword ?? (dev ? known.eso : undefined);
        return value === undefined ? undefined : pulumi.secret(value);
    }

    /** The secret id with which it logs in as an AppRole; undefined if it is not given. */
    ofAppRole(): pulumi.Output<string> | undefined {
        const { esoSecretId = this.options.placeholder } = this.values;
        return esoSecretId === undefined ? undefined : pulumi.secret(esoSecretId);
    }

    /** The password of the login for the registry of images. */
    ofRegistry(): pulumi.Output<string> {
        const { imageRegistryPassword = this.options.placeholder } = this.values;
        const key = "imageRegistryPassword";
        if (imageRegistryPassword === undefined && !this.problems.has(key)) {
            const run = this.problems.setSecret(key);
            this.problems.add(key, "is missing", { expected: "the password of imageRegistryLogin", run });
        }
        return pulumi.secret(imageRegistryPassword ?? "");
    }

    /** Secrets that no remote asks for, and sources of such: most often a misspelt name. */
    refuseUnused(remotes: PlainRemote[]): void {
        const wanted: Record<EntryKey, Set<string>> = {
            remotePasswords: new Set(),
            secretSources: new Set(),
            remoteClientKeys: new Set(),
        };
        for (const remote of remotes) {
            for (const { property } of secretsOf(remote)) wanted[keyOf(property)].add(entryOf(remote));
            if (needsSecrets(remote)) wanted.secretSources.add(entryOf(remote));
        }
        // The local servers ask for these, whatever remotes there are. Only a remote's secrets can have another source.
        if (this.values.dev || this.problems.has("dev"))
            wanted.remotePasswords.add("prometheus/local").add("loki/local");
        const names = new Set(remotes.map(({ name }) => name));
        for (const key of Object.keys(wanted) as EntryKey[]) {
            for (const entry of Object.keys(this.values[key])) {
                const kind = entry.split("/")[0] ?? "";
                // What its remotes are is not known then.
                if (wanted[key].has(entry) || this.problems.has(`${kind}Remotes`)) continue;
                const others = [...wanted[key]].map((name) => `"${name}"`).join(", ");
                // What is no remote's name may be the secret.
                const isName = names.has(entry) || /^(prometheus|loki)\/[\w.-]+$/.test(entry);
                this.problems.add(`${key}["${isName ? entry : "…"}"]`, unusedWords[key].found, {
                    expected: others ? `one of ${others}` : unusedWords[key].none,
                    ...(isName && {
                        run: `pulumi config rm --path '${this.problems.project}:${key}["${entry}"]'`,
                    }),
                });
            }
        }
    }

    /** One secret of a remote, or the one that everybody knows; undefined if it is not given. */
    private secret(remote: PlainRemote, property: RemoteSecret["property"]): string | undefined {
        const key = keyOf(property);
        const entry = entryOf(remote);
        const given = this.values[key][entry] ?? this.options.placeholder;
        if (given === undefined) {
            // What is wrong with dev may be that it is not on: nothing is missing for certain then.
            const isKnown = property !== "client_key" && (this.values.dev || this.problems.has("dev"));
            return isKnown ? known.remote : undefined;
        }
        const wrong =
            typeof given !== "string"
                ? { found: `is ${kindOf(given)}`, expected: expectedOf[property] }
                : given === this.options.placeholder
                  ? undefined
                  : secretProblem(property, given, remote.clientCertificate);
        const at = `${key}["${entry}"]`;
        if (wrong && !this.problems.covers(at) && !this.problems.has("vaultReadOnly")) {
            const run = this.problems.setSecret(key, entry);
            this.problems.add(at, wrong.found, { ...(wrong.expected && { expected: wrong.expected }), run });
        }
        return typeof given === "string" ? given : "";
    }
}

const fieldOf = {
    password: "password",
    token: "bearerToken",
    client_secret: "clientSecret",
    client_key: "clientKey",
} as const;

const unusedSecret = { found: "no remote asks for it", none: "none: no remote asks for any" };
const unusedWords: Record<EntryKey, { found: string; none: string }> = {
    remotePasswords: unusedSecret,
    secretSources: {
        found: "no remote of that name has a secret",
        none: "none: no remote has a secret",
    },
    remoteClientKeys: unusedSecret,
};

export function keyOf(property: RemoteSecret["property"]): SecretKey {
    return property === "client_key" ? "remoteClientKeys" : "remotePasswords";
}
