import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { datasourcesFile } from "./datasources";
import { Login } from "./login";
import { containerNames, ports } from "./names";
import { runService } from "./service";

const port = ports.grafana;
const folder = path.resolve(__dirname, "./config/grafana");
const provisioning = "/etc/grafana/provisioning";

export interface GrafanaArgs {
    /** A change replaces the container, not its data. */
    image: string;
    network: pulumi.Input<string>;
    /** What the Prometheus beside it asks for. None if there is none. */
    prometheus?: Login;
    /** What the Loki beside it asks for. None if there is none. */
    loki?: Login;
}

/**
 * A Grafana on this machine with the Prometheus and the Loki beside it as data sources, and the dashboards of
 * `config/grafana/dashboards`.
 *
 * It asks nobody for a login and holds the passwords of both. So only this machine reaches it; others come through
 * `alloy-stack dev forward`.
 */
export class Grafana extends pulumi.ComponentResource {
    constructor(name: string, args: GrafanaArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Grafana", name, {}, options);
        runService(
            name,
            {
                containerName: containerNames.grafana,
                image: args.image,
                network: args.network,
                dataFolder: "/var/lib/grafana",
                container: {
                    envs,
                    ports: [{ internal: port, external: port, ip: "127.0.0.1" }],
                    uploads: [
                        {
                            file: `${provisioning}/datasources/alloy-stack.yml`,
                            content: datasources(args.prometheus, args.loki),
                        },
                        ...dashboards(),
                    ],
                },
            },
            this,
        );
        this.registerOutputs();
    }
}

const envs = [
    "GF_AUTH_ANONYMOUS_ENABLED=true",
    // Everybody may do everything: Explore needs an editor, and to see and test the data sources an administrator.
    "GF_AUTH_ANONYMOUS_ORG_ROLE=Admin",
    // Nobody needs to log in, so there is no user "admin" whose password would be "admin".
    "GF_AUTH_DISABLE_LOGIN_FORM=true",
    "GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION=true",
    // It tells nobody of itself and fetches nothing: the data sources are in the image.
    "GF_ANALYTICS_REPORTING_ENABLED=false",
    "GF_ANALYTICS_CHECK_FOR_UPDATES=false",
    "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES=false",
    "GF_NEWS_NEWS_FEED_ENABLED=false",
    "GF_PLUGINS_PREINSTALL_DISABLED=true",
];

function datasources(prometheus: Login | undefined, loki: Login | undefined): pulumi.Output<string> {
    return pulumi.secret(
        pulumi
            .all([prometheus, loki])
            .apply(([prometheus, loki]) =>
                datasourcesFile({ ...(prometheus && { prometheus }), ...(loki && { loki }) }),
            ),
    );
}

/** The file that tells Grafana where dashboards are, and the dashboards. */
function dashboards(): { file: string; content: string }[] {
    const provider = { file: "alloy-stack.yml", from: path.join(folder, "dashboards.yml") };
    const files = fs
        .readdirSync(path.join(folder, "dashboards"))
        .filter((file) => file.endsWith(".json"))
        .sort()
        .map((file) => ({ file, from: path.join(folder, "dashboards", file) }));
    return [provider, ...files].map(({ file, from }) => ({
        file: `${provisioning}/dashboards/${file}`,
        content: fs.readFileSync(from, "utf8"),
    }));
}
