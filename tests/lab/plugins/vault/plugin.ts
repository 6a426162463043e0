import { bridgedPlugin } from "../bridged/plugin";
import { Plugin, Properties } from "../plugin";
import { reveal } from "../values";
import { authBackend } from "./authBackend";
import { VaultClient } from "./client";
import { endpoint } from "./endpoint";
import { readGenericSecret } from "./genericSecret";
import { policy } from "./policy";
import { secretV2 } from "./secretV2";
import { connectionOf, providerInputs } from "./settings";
import { transport, Transport } from "./transport";

/** An adapter in place of Pulumi's official plugin for Vault. */
export function vaultPlugin(transportFor: (ca?: string) => Transport = transport): Plugin {
    let config: Properties | undefined;
    let login: Promise<VaultClient> | undefined;
    // Nothing is read or asked before the first operation, as with the official plugin.
    const logIn = async () => {
        if (!config) throw new Error("the vault adapter was asked about a resource before it was configured");
        const connection = connectionOf(config, process.env);
        login ??= VaultClient.logIn(connection, transportFor(connection.ca));
        try {
            return await login;
        } catch (error) {
            login = undefined; // The next operation tries again.
            throw error;
        }
    };
    return bridgedPlugin({
        name: "vault",
        version: "7.8.0",
        providerInputs,
        configure: (given) => {
            config = reveal(given) as Properties;
            login = undefined;
        },
        functions: {
            "vault:generic/getSecret:getSecret": async (args) => readGenericSecret(await logIn(), args),
        },
        definitions: [authBackend, policy, endpoint, secretV2].map((define) => define(logIn)),
    });
}
