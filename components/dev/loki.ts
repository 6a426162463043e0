import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { containerNames } from "./names";
import { runService } from "./service";

const configFile = path.resolve(__dirname, "./config/loki-config.yml");

export interface LokiArgs {
    /** A change replaces the container, not its data. */
    image: string;
    network: pulumi.Input<string>;
}

/**
 * A Loki on this machine that receives what the agent writes.
 *
 * It asks nobody for a password, so it can be reached by nothing but the network's other containers; `LokiGateway` is
 * the way to it.
 */
export class Loki extends pulumi.ComponentResource {
    constructor(name: string, args: LokiArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Loki", name, {}, options);
        runService(
            name,
            {
                containerName: containerNames.loki,
                image: args.image,
                network: args.network,
                dataFolder: "/loki",
                container: {
                    command: ["-config.file=/etc/loki/loki-config.yml"],
                    // The volume belongs to root.
                    user: "0",
                    uploads: [
                        {
                            file: "/etc/loki/loki-config.yml",
                            content: fs.readFileSync(configFile, "utf8"),
                        },
                    ],
                },
            },
            this,
        );
        this.registerOutputs();
    }
}
