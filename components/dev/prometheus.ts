import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { Login, passwordHash } from "./login";
import { containerNames, ports } from "./names";
import { ListenArgs, published } from "./published";
import { runService } from "./service";

const port = ports.prometheus;
const configFile = path.resolve(__dirname, "./config/prometheus.yml");

export interface PrometheusArgs {
    /** A change replaces the container, not its data. */
    image: string;
    network: pulumi.Input<string>;
    listen: ListenArgs;
    /** What it asks for. */
    login: Login;
}

/** A Prometheus on this machine that receives what the agent writes and asks everybody for the password. */
export class Prometheus extends pulumi.ComponentResource {
    constructor(name: string, args: PrometheusArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Prometheus", name, {}, options);
        runService(
            name,
            {
                containerName: containerNames.prometheus,
                image: args.image,
                network: args.network,
                dataFolder: "/prometheus",
                container: {
                    command: [
                        "--config.file=/etc/prometheus/prometheus.yml",
                        "--web.config.file=/etc/prometheus/web.yml",
                        "--storage.tsdb.path=/prometheus",
                        "--storage.tsdb.retention.time=15d",
                        "--web.enable-remote-write-receiver",
                    ],
                    // The volume belongs to root.
                    user: "0",
                    ports: published(containerNames.prometheus, port, args.listen),
                    uploads: [
                        {
                            file: "/etc/prometheus/prometheus.yml",
                            content: fs.readFileSync(configFile, "utf8"),
                        },
                        { file: "/etc/prometheus/web.yml", content: webConfig(args.login) },
                    ],
                },
            },
            this,
        );
        this.registerOutputs();
    }
}

/** Who may talk to it. Prometheus remembers the passwords it has checked, so checking one may take its time. */
function webConfig(login: Login): pulumi.Output<string> {
    const user = JSON.stringify(login.username);
    return pulumi.interpolate`basic_auth_users:\n    ${user}: ${passwordHash(login, 10)}\n`;
}
