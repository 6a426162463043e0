import * as pulumi from "@pulumi/pulumi";

import { needsSecrets, Remote, RemoteSecret, secretsOf } from "../components/remotes";
import { RemoteCredentials } from "../components/vault/vaultEntries";
import { SecretOwner } from "../components/vault/secretSource";
import { privateKeyProblem } from "./certificates";
import { entryOf, readOwner } from "./owners";
import { kindOf, Problems } from "./problems";
import { Key, StackValues } from "./schema";

/** What a dev stack uses where its configuration names no password. Known to everybody: dev stacks hold no secrets. */
const dev = { remote: "local-dev", operator: "eso-password", vaultRootToken: "devtoken" };

type SecretKey = Extract<Key, "remotePasswords" | "remoteClientKeys">;

/** What has an entry for a remote. */
type EntryKey = SecretKey | Extract<Key, "remoteSecretOwners">;

/** Hands out the secrets of a stack as such, and notes those that are missing or for nothing. */
export class Passwords {
    constructor(
        private readonly values: StackValues,
        private readonly problems: Problems,
    ) {}

    /** A remote with its secrets. */
    credentials(remote: Remote): RemoteCredentials {
        const owner = readOwner(remote, this.values, this.problems);
        if (owner !== SecretOwner.Config) return { remote, ...(owner && { owner }), secrets: {} };
        const secrets = secretsOf(remote).map(({ property }) => [property, this.secret(remote, property)]);
        return { remote, owner, secrets: Object.fromEntries(secrets) as RemoteCredentials["secrets"] };
    }

    /** What the dev stack's own backend asks for: the password of the remote "local" of that kind. */
    ofBackend(entry: string): pulumi.Output<string> {
        return this.entry("remotePasswords", entry, "password");
    }

    /** What the External Secrets Operator logs in to Vault with. */
    ofOperator(): pulumi.Output<string> {
        const given = this.values.operatorPassword;
        if (given !== undefined) return pulumi.secret(given);
        // Rendering writes no passwords, and cannot decrypt those of the stack file.
        if (this.mayBe("dev") || this.mayBe("offline")) return pulumi.secret(dev.operator);
        // Another login has no password.
        if (!this.problems.has("operatorPassword") && !this.problems.has("operatorLogin"))
            this.problems.add("operatorPassword", "is missing", {
                expected: "the password with which the External Secrets Operator reads Vault",
                run: this.problems.setSecret("operatorPassword"),
            });
        return pulumi.secret("");
    }

    vaultRootToken(): pulumi.Output<string> {
        return pulumi.secret(dev.vaultRootToken);
    }

    /** Secrets that no remote asks for, and owners of such: most often a misspelt name. */
    refuseUnused(remotes: Remote[]): void {
        const wanted: Record<EntryKey, Set<string>> = {
            remotePasswords: new Set(),
            remoteSecretOwners: new Set(),
            remoteClientKeys: new Set(),
        };
        for (const remote of remotes) {
            for (const { property } of secretsOf(remote)) wanted[keyOf(property)].add(entryOf(remote));
            if (needsSecrets(remote)) wanted.remoteSecretOwners.add(entryOf(remote));
        }
        // The local backend asks for these, whatever remotes there are. Only a remote's secrets can have another owner.
        if (this.mayBe("dev")) wanted.remotePasswords.add("prometheus/local").add("loki/local");
        for (const key of Object.keys(wanted) as EntryKey[]) {
            for (const entry of Object.keys(this.values[key])) {
                const kind = entry.split("/")[0] ?? "";
                // What its remotes are is not known then.
                if (wanted[key].has(entry) || this.problems.has(`${kind}Remotes`)) continue;
                const names = [...wanted[key]].map((name) => `"${name}"`).join(", ");
                this.problems.add(`${key}["${entry}"]`, unusedWords[key].found, {
                    expected: names ? `one of ${names}` : unusedWords[key].none,
                    ...(/^[\w./-]+$/.test(entry) && {
                        run: `pulumi config rm --path '${this.problems.project}:${key}["${entry}"]'`,
                    }),
                });
            }
        }
    }

    private secret(remote: Remote, property: RemoteSecret["property"]): pulumi.Output<string> {
        const entry = entryOf(remote);
        const certificate = remote.tls?.clientCertificate;
        if (property !== "client_key" || certificate === undefined)
            return this.entry("remotePasswords", entry, property);
        const key = this.values.remoteClientKeys[entry];
        const wrong = typeof key === "string" && key !== "" ? privateKeyProblem(key, certificate) : undefined;
        if (wrong) this.refuse("remoteClientKeys", entry, wrong, "the certificate's private key in PEM form");
        return this.entry("remoteClientKeys", entry, property);
    }

    /** One secret of a remote, or the one that everybody knows. */
    private entry(key: SecretKey, entry: string, property: RemoteSecret["property"]): pulumi.Output<string> {
        const given = this.values[key][entry];
        if (given === undefined) {
            if (this.mayBe("offline") || (this.mayBe("dev") && property !== "client_key"))
                return pulumi.secret(dev.remote);
            this.refuse(key, entry, "is missing", expectedOf[property]);
        } else if (typeof given !== "string" || given === "") {
            this.refuse(key, entry, `is ${kindOf(given)}`, expectedOf[property]);
        } else if (property !== "client_key" && given !== given.trim()) {
            // The agent leaves that out, and the remote does not.
            this.refuse(key, entry, "begins or ends with a space or a line break", expectedOf[property]);
        }
        return pulumi.secret(typeof given === "string" ? given : "");
    }

    private refuse(key: SecretKey, entry: string, found: string, expected: string): void {
        const at = `${key}["${entry}"]`;
        // The local backend asks for its remotes' passwords again, and nothing is missing in a key that cannot be read.
        if (this.problems.covers(at)) return;
        this.problems.add(at, found, { expected, run: this.problems.setSecret(key, entry) });
    }

    /** Whether a switch is on, or what it is cannot be told: nothing is missing for certain then. */
    private mayBe(key: "dev" | "offline"): boolean {
        return this.values[key] || this.problems.has(key);
    }
}

const expectedOf: Record<RemoteSecret["property"], string> = {
    password: "the remote's password",
    token: "the remote's bearer token",
    client_key: "the private key of the remote's client certificate, in PEM form",
};

const unusedSecret = { found: "no remote asks for it", none: "none: no remote asks for any" };
const unusedWords: Record<EntryKey, { found: string; none: string }> = {
    remotePasswords: unusedSecret,
    remoteSecretOwners: {
        found: "no remote of that name has a secret",
        none: "none: no remote has a secret",
    },
    remoteClientKeys: unusedSecret,
};

function keyOf(property: RemoteSecret["property"]): SecretKey {
    return property === "client_key" ? "remoteClientKeys" : "remotePasswords";
}
