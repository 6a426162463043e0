import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { Properties, ProviderInputs } from "../plugin";
import { Connection } from "./client";

/**
 * The provider's own inputs that are served. setNamespaceFromToken is not: in the plugin 7.8 it is about resources with a
 * namespace of their own, which aren't served either.
 */
export const providerInputs = {
    address: "string",
    caCertFile: "string",
    maxLeaseTtlSeconds: "integer",
    maxRetries: "integer",
    namespace: "string",
    skipChildToken: "boolean",
    token: "string",
} satisfies ProviderInputs;

/** What the official plugin, or HashiCorp's client in it, takes from the environment besides what is served here. */
const notServed = [
    "VAULT_AGENT_ADDR",
    "VAULT_CACERT_BYTES",
    "VAULT_CAPATH",
    "VAULT_CLIENT_CERT",
    "VAULT_CLIENT_KEY",
    "VAULT_HTTP_PROXY",
    "VAULT_PROXY_ADDR",
    "VAULT_SKIP_VERIFY",
    "VAULT_TLS_SERVER_NAME",
    "VAULT_TOKEN_NAME",
];

type Environment = Partial<Record<string, string>>;

/** How the provider is configured: as the program says, else as the environment does, as with the official plugin. */
export function connectionOf(config: Properties, environment: Environment, home = os.homedir()): Connection {
    const refused = notServed.filter((name) => environment[name]);
    if (refused.length > 0) {
        throw new Error(
            `the vault adapter does not serve ${refused.join(", ")} of the environment; unset it, or use the official plugin`,
        );
    }
    const value = (key: keyof typeof providerInputs, variable: string) =>
        asText(config[key]) || environment[variable] || undefined;
    const address = value("address", "VAULT_ADDR");
    if (!address) {
        throw new Error(
            'the vault provider needs an "address"; give it one in the program, or set VAULT_ADDR',
        );
    }
    const caFile = value("caCertFile", "VAULT_CACERT");
    const namespace = value("namespace", "VAULT_NAMESPACE");
    const skipsChildToken = value("skipChildToken", "TERRAFORM_VAULT_SKIP_CHILD_TOKEN") === "true";
    const seconds = Number(value("maxLeaseTtlSeconds", "TERRAFORM_VAULT_MAX_TTL") ?? 1200);
    return {
        address,
        token: value("token", "VAULT_TOKEN") ?? tokenOfLogin(home),
        maxRetries: Number(value("maxRetries", "VAULT_MAX_RETRIES") ?? 2),
        ...(caFile && { ca: fs.readFileSync(caFile, "utf8") }),
        ...(namespace && { namespace }),
        // HashiCorp's client has it from the start, the plugin tells it of its own only after the login.
        ...(environment.VAULT_NAMESPACE && { loginNamespace: environment.VAULT_NAMESPACE }),
        ...(!skipsChildToken && { childToken: { name: "terraform", seconds } }),
    };
}

/** SDKs give every input as text, YAML as what it is. */
function asText(input: unknown): string {
    return typeof input === "string" ? input : input === undefined ? "" : JSON.stringify(input);
}

/** The token that `vault login` has left. */
function tokenOfLogin(home: string): string {
    if (fs.existsSync(path.join(home, ".vault"))) {
        throw new Error("the vault adapter runs no token helper, which ~/.vault may name; set VAULT_TOKEN");
    }
    const file = path.join(home, ".vault-token");
    const token = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() : "";
    if (token) return token;
    throw new Error("no vault token set on Client: set VAULT_TOKEN, or log in with vault login");
}
