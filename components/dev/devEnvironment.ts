import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

import { dockerLabel } from "../dockerLabel";
import { defaultImages, Images } from "../images";
import { Grafana } from "./grafana";
import { Login } from "./login";
import { Loki } from "./loki";
import { LokiGateway } from "./lokiGateway";
import { networkName } from "./names";
import { BackendPart } from "./servers";
import { Prometheus } from "./prometheus";
import { VictoriaLogs } from "./victoriaLogs";

export type { Login } from "./login";

export interface LocalBackendArgs {
    /** Which of them run. */
    parts: readonly BackendPart[];
    /** What Prometheus asks for. */
    prometheus: Login;
    /** What Loki or VictoriaLogs asks for. */
    loki: Login;
    /** One more password that Loki takes, while agents change to another. */
    previousLokiPassword?: pulumi.Input<string>;
    images: Images & typeof defaultImages;
}

/**
 * Prometheus, Loki or VictoriaLogs, and Grafana in Docker on this machine, for development.
 *
 * They reach each other by name in a network of their own. All but Grafana ask for passwords, so that what an agent needs
 * for a remote elsewhere it needs here too.
 */
export class LocalBackend extends pulumi.ComponentResource {
    constructor(name: string, args: LocalBackendArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:LocalBackend", name, {}, options);
        const { parts, images, prometheus, loki, previousLokiPassword: previousPassword } = args;
        const inThis = { parent: this };
        const runs = (part: BackendPart) => parts.includes(part);

        const { name: network } = new docker.Network(
            `${name}-network`,
            { name: networkName, labels: [dockerLabel] },
            inThis,
        );
        if (runs("prometheus")) {
            const image = images.prometheus;
            new Prometheus(`${name}-prometheus`, { image, network, login: prometheus }, inThis);
        }
        if (runs("loki")) {
            new Loki(`${name}-loki`, { image: images.loki, network }, inThis);
            new LokiGateway(
                `${name}-loki-gateway`,
                {
                    image: images.nginx,
                    network,
                    login: loki,
                    ...(previousPassword !== undefined && { previousPassword }),
                },
                inThis,
            );
        }
        if (runs("victorialogs")) {
            const image = images.victoriaLogs;
            new VictoriaLogs(`${name}-victorialogs`, { image, network, login: loki }, inThis);
        }
        if (runs("grafana")) {
            new Grafana(
                `${name}-grafana`,
                {
                    image: images.grafana,
                    network,
                    ...(runs("prometheus") && { prometheus }),
                    ...(runs("loki") && { loki }),
                },
                inThis,
            );
        }
        this.registerOutputs();
    }
}
