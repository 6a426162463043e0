import { bridgedPlugin } from "../bridged/plugin";
import { Plugin, Properties } from "../plugin";
import { reveal } from "../values";
import { authBackend } from "./authBackend";
import { VaultClient } from "./client";
import { endpoint } from "./endpoint";
import { policy } from "./policy";
import { secretV2 } from "./secretV2";
import { configKeys, connectionOf } from "./settings";

/** Stands in for Pulumi's official plugin for Vault. */
export function vaultPlugin(): Plugin {
    let config: Properties | undefined;
    let connected: VaultClient | undefined;
    // Nothing is read or asked before the first operation, as with the official plugin.
    const client = () => {
        if (!config)
            throw new Error("the vault stand-in was asked about a resource before it was configured");
        return (connected ??= new VaultClient(connectionOf(config, process.env)));
    };
    return bridgedPlugin({
        name: "vault",
        version: "7.8.0",
        configKeys,
        configure: (given) => {
            config = reveal(given) as Properties;
            connected = undefined;
        },
        definitions: [authBackend, policy, endpoint, secretV2].map((define) => define(client)),
    });
}
