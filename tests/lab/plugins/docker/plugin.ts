import { bridgedPlugin } from "../bridged/plugin";
import { Plugin } from "../plugin";
import { container } from "./container";
import { Engine } from "./engine";
import { network } from "./network";
import { remoteImage } from "./remoteImage";
import { volume } from "./volume";

/** An adapter in place of Pulumi's official plugin for Docker. */
export function dockerPlugin(): Plugin {
    let configured: Engine | undefined;
    const engine = async () => {
        if (configured) return configured.reached();
        throw new Error("the docker adapter was asked about a resource before it was configured");
    };
    return bridgedPlugin({
        name: "docker",
        version: "5.2.0",
        providerInputs: { host: "string" },
        configure: ({ host }) => {
            configured = new Engine(typeof host === "string" ? host : process.env.DOCKER_HOST);
        },
        definitions: [remoteImage, container, volume, network].map((define) => define(engine)),
    });
}
