import { bridgedPlugin } from "../bridged/plugin";
import { Plugin, Properties } from "../plugin";
import { reveal } from "../values";
import { authBackend } from "./authBackend";
import { VaultClient } from "./client";
import { endpoint } from "./endpoint";
import { policy } from "./policy";
import { secretV2 } from "./secretV2";

/** Stands in for Pulumi's official plugin for Vault. */
export function vaultPlugin(): Plugin {
    let configured: VaultClient | undefined;
    const client = () => {
        if (configured) return configured;
        throw new Error("the vault stand-in was asked about a resource before it was configured");
    };
    return bridgedPlugin({
        name: "vault",
        version: "7.8.0",
        configKeys: ["address", "token", "skipChildToken", "maxLeaseTtlSeconds", "maxRetries"],
        configure: (config) => {
            configured = clientFor(reveal(config) as Properties);
        },
        definitions: [authBackend, policy, endpoint, secretV2].map((define) => define(client)),
    });
}

/** The values of a provider's configuration are always texts. Nothing is asked of Vault yet. */
function clientFor({ address, token, skipChildToken, maxRetries }: Properties): VaultClient {
    if (typeof address !== "string") {
        throw new Error('the vault provider needs an "address"; give it one in the program');
    }
    if (typeof token !== "string") {
        throw new Error('the vault provider needs a "token"; give it one in the program');
    }
    // The lifetime in maxLeaseTtlSeconds is that of child tokens, so it plays no part here.
    if (skipChildToken !== "true") {
        throw new Error(
            "the vault stand-in makes no child tokens; set the provider's skipChildToken to true",
        );
    }
    return new VaultClient(address, token, Number(maxRetries ?? 2));
}
