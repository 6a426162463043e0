import * as fs from "node:fs";
import * as path from "node:path";

import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as bcrypt from "bcryptjs";

import { dockerLabel } from "../dockerLabel";

const port = 9090;
const configFile = path.resolve(__dirname, "../../backend/prometheus.yml");

export interface PrometheusArgs {
    /** A change replaces the container, not its data. */
    image: string;
    username: string;
    password: pulumi.Input<string>;
}

/** A Prometheus on this machine that receives what the agent writes and asks everybody for the password. */
export class Prometheus extends pulumi.ComponentResource {
    constructor(name: string, args: PrometheusArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Prometheus", name, {}, options);

        const image = new docker.RemoteImage(
            `${name}-image`,
            { name: args.image, keepLocally: true },
            { parent: this },
        );
        const data = new docker.Volume(
            `${name}-data`,
            { name: "alloy-stack-prometheus", labels: [dockerLabel] },
            { parent: this },
        );
        new docker.Container(
            name,
            {
                name: "alloy-stack-prometheus",
                image: image.imageId,
                command: [
                    "--config.file=/etc/prometheus/prometheus.yml",
                    "--web.config.file=/etc/prometheus/web.yml",
                    "--storage.tsdb.path=/prometheus",
                    "--web.enable-remote-write-receiver",
                ],
                // The volume belongs to root.
                user: "0",
                ports: [{ internal: port, external: port }],
                volumes: [{ volumeName: data.name, containerPath: "/prometheus" }],
                uploads: [
                    { file: "/etc/prometheus/prometheus.yml", content: fs.readFileSync(configFile, "utf8") },
                    { file: "/etc/prometheus/web.yml", content: webConfig(args.username, args.password) },
                ],
                labels: [dockerLabel],
                restart: "unless-stopped",
            },
            { parent: this, deleteBeforeReplace: true },
        );
        this.registerOutputs();
    }
}

/** Who may talk to it. The salt comes from the username, so that the same password gives the same file every time. */
function webConfig(username: string, password: pulumi.Input<string>): pulumi.Output<string> {
    const salt = `$2b$10$${bcrypt.encodeBase64(Buffer.from(username.padEnd(16, "\0")), 16)}`;
    const hash = pulumi.output(password).apply((plain) => bcrypt.hash(plain, salt));
    return pulumi.secret(pulumi.interpolate`basic_auth_users:\n    ${JSON.stringify(username)}: ${hash}\n`);
}
