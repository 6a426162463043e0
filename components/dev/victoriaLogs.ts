import * as pulumi from "@pulumi/pulumi";

import { Login } from "./login";
import { containerNames, ports } from "./names";
import { ListenArgs, published } from "./published";
import { runService } from "./service";

const port = ports.logs;
const passwordFile = "/etc/victoria-logs/password";

export interface VictoriaLogsArgs {
    /** A change replaces the container, not its data. */
    image: string;
    network: pulumi.Input<string>;
    listen: ListenArgs;
    /** What it asks for. */
    login: Login;
}

/**
 * A VictoriaLogs on this machine that receives what the agent writes and asks everybody for the password.
 *
 * It takes the place of Loki and its gateway. Agents write to it with Loki's protocol, at `/insert/loki/api/v1/push`; it
 * is asked in LogsQL, also in a browser, at `/select/vmui`.
 */
export class VictoriaLogs extends pulumi.ComponentResource {
    constructor(name: string, args: VictoriaLogsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:VictoriaLogs", name, {}, options);
        runService(
            name,
            {
                containerName: containerNames.victoriaLogs,
                image: args.image,
                network: args.network,
                dataFolder: "/victoria-logs-data",
                container: {
                    command: [
                        `-httpListenAddr=:${port}`,
                        `-httpAuth.username=${args.login.username}`,
                        // A file, since everybody on the machine can read a command.
                        `-httpAuth.password=file://${passwordFile}`,
                        "-storageDataPath=/victoria-logs-data",
                        "-retentionPeriod=15d",
                        // A line stays the text that it was; JSON would become fields and leave none.
                        "-loki.disableMessageParsing",
                    ],
                    ports: published(containerNames.victoriaLogs, port, args.listen),
                    uploads: [{ file: passwordFile, content: pulumi.secret(args.login.password) }],
                },
            },
            this,
        );
        this.registerOutputs();
    }
}
