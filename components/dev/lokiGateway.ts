import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { Login, passwordHash } from "./login";
import { containerNames, ports } from "./names";
import { ListenArgs, published } from "./published";
import { runService } from "./service";

const port = ports.logs;
const configFile = path.resolve(__dirname, "./config/loki-gateway.conf");

export interface LokiGatewayArgs {
    /** A change replaces the container. */
    image: string;
    network: pulumi.Input<string>;
    listen: ListenArgs;
    /** What it asks for. */
    login: Login;
    /** One more password for the same username. Left out: only that of `login` is taken. */
    previousPassword?: pulumi.Input<string>;
}

/**
 * An nginx before Loki that asks for the password.
 *
 * It takes two at once, since agents learn of a new one only some time after it is there: what they send meanwhile with
 * the old one is not lost.
 */
export class LokiGateway extends pulumi.ComponentResource {
    constructor(name: string, args: LokiGatewayArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:LokiGateway", name, {}, options);
        const { login, previousPassword } = args;
        const previous =
            previousPassword === undefined ? undefined : { ...login, password: previousPassword };
        runService(
            name,
            {
                containerName: containerNames.lokiGateway,
                image: args.image,
                network: args.network,
                container: {
                    // Not the official image's script, which other images lack: it has nothing to prepare here.
                    entrypoints: ["nginx"],
                    // Errors go there even before the configuration is read, which says the same.
                    command: ["-e", "stderr", "-c", "/etc/nginx/loki-gateway.conf"],
                    // Nobody, by number: nginx looks for no user then, and images need not have one.
                    user: "65534:65534",
                    ports: published(containerNames.lokiGateway, port, args.listen),
                    uploads: [
                        {
                            file: "/etc/nginx/loki-gateway.conf",
                            content: fs.readFileSync(configFile, "utf8"),
                        },
                        { file: "/etc/nginx/loki-password", content: passwordFile(login) },
                        { file: "/etc/nginx/loki-previous-password", content: passwordFile(previous) },
                    ],
                },
            },
            this,
        );
        this.registerOutputs();
    }
}

/**
 * Whom nginx lets in. It checks the password again at every request, and does nothing else meanwhile: so the hash is
 * one that takes a millisecond, not the usual hundred.
 */
function passwordFile(login: Login | undefined): pulumi.Output<string> {
    // The Docker provider uploads no empty file.
    if (!login) return pulumi.output("# nobody\n");
    return pulumi.interpolate`${login.username}:${passwordHash(login, 4)}\n`;
}
