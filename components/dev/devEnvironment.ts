import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { dockerLabel } from "../dockerLabel";
import { Images, imagesFrom } from "../images";
import { DevVault } from "./devVault";
import { Grafana } from "./grafana";
import { Loki } from "./loki";
import { LokiGateway } from "./lokiGateway";
import { networkName } from "./names";
import { Prometheus } from "./prometheus";
import { ListenArgs } from "./published";
import { defaultServers, DevServer } from "./servers";
import { devRootToken } from "./vaultNames";
import { VictoriaLogs } from "./victoriaLogs";

/** Whom the servers let in, beside the password. */
export const devUsername = "admin";

export interface DevEnvironmentArgs {
    /** The address under which pods reach this machine. Example: "192.168.1.10". */
    nodeIp: pulumi.Input<string>;
    /** What runs beside Vault. Defaults to Prometheus, Loki and Grafana. Data stays when one is left out. */
    servers?: DevServer[];
    /** The addresses of this machine on which all but Grafana listen. Defaults to 127.0.0.1 and nodeIp. */
    listenAddresses?: pulumi.Input<string>[];
    /** Vault's token that may do everything. Defaults to "devtoken". A change replaces Vault. */
    vaultToken?: pulumi.Input<string>;
    /** What Prometheus asks the user "admin" for. */
    prometheusPassword: pulumi.Input<string>;
    /** What Loki or VictoriaLogs asks the user "admin" for. */
    logsPassword: pulumi.Input<string>;
    /** One more password that Loki takes, while agents change to another. */
    previousLogsPassword?: pulumi.Input<string>;
    /** Images to use instead of the default ones. */
    images?: Images;
    /** Where images come from that are not in images, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
    /** Ask neither Docker nor Vault how they are, for rendering. Defaults to false. */
    offline?: boolean;
}

/**
 * A Vault, and Prometheus, Loki or VictoriaLogs, and Grafana in Docker on this machine, for development.
 *
 * The servers reach each other by name in a network of their own. All but Grafana ask for passwords, so that what an agent
 * needs for a remote elsewhere it needs here too.
 */
export class DevEnvironment extends pulumi.ComponentResource {
    /** The dev Vault's address as pods reach it. */
    readonly vaultAddress: pulumi.Output<string>;
    /** Writes into the dev Vault. */
    readonly vaultProvider: vault.Provider;
    /** For the component that writes into the dev Vault: what was lost with a restart is written again. */
    readonly keepVaultFilled: pulumi.ResourceTransformation;

    constructor(name: string, args: DevEnvironmentArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:DevEnvironment", name, {}, options);
        const { nodeIp, listenAddresses: addresses = ["127.0.0.1", nodeIp], offline = false } = args;
        const listen = { addresses, offline };
        const images = imagesFrom(args.images ?? {}, args.imageMirror);
        const devVault = new DevVault(
            `${name}-vault`,
            {
                image: images.vault,
                rootToken: args.vaultToken ?? devRootToken,
                nodeIp,
                listen,
            },
            { parent: this },
        );
        this.vaultAddress = devVault.addressForPods;
        this.vaultProvider = devVault.provider;
        this.keepVaultFilled = devVault.keepFilled;
        this.runServers(name, args, images, listen);
        this.registerOutputs({ vaultAddress: this.vaultAddress });
    }

    private runServers(
        name: string,
        args: DevEnvironmentArgs,
        images: ReturnType<typeof imagesFrom>,
        listen: ListenArgs,
    ): void {
        const inThis = { parent: this };
        const runs = (server: DevServer) => (args.servers ?? defaultServers).includes(server);
        const login = (password: pulumi.Input<string>) => ({ username: devUsername, password });
        const prometheus = login(args.prometheusPassword);
        const logs = login(args.logsPassword);
        const { previousLogsPassword: previousPassword } = args;

        const { name: network } = new docker.Network(
            `${name}-network`,
            { name: networkName, labels: [dockerLabel] },
            inThis,
        );
        const common = { network, listen };
        if (runs(DevServer.Prometheus)) {
            const server = { image: images.prometheus, login: prometheus, ...common };
            new Prometheus(`${name}-prometheus`, server, inThis);
        }
        if (runs(DevServer.Loki)) {
            new Loki(`${name}-loki`, { image: images.loki, network }, inThis);
            const gateway = {
                image: images.nginx,
                login: logs,
                ...(previousPassword !== undefined && { previousPassword }),
                ...common,
            };
            new LokiGateway(`${name}-loki-gateway`, gateway, inThis);
        }
        if (runs(DevServer.VictoriaLogs)) {
            const server = { image: images.victoriaLogs, login: logs, ...common };
            new VictoriaLogs(`${name}-victorialogs`, server, inThis);
        }
        if (runs(DevServer.Grafana)) {
            new Grafana(
                `${name}-grafana`,
                {
                    image: images.grafana,
                    network,
                    ...(runs(DevServer.Prometheus) && { prometheus }),
                    ...(runs(DevServer.Loki) && { loki: logs }),
                },
                inThis,
            );
        }
    }
}
