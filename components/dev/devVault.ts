import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { dockerLabel } from "../dockerLabel";
import { ListenArgs, published } from "./published";
import { incarnationLabel, probeVault, vaultIncarnation } from "./probe";
import { address, containerName, devPolicy, port } from "./vaultNames";

const lostContent =
    "The dev Vault lacks what was written into it. If it was restarted it is filled again now; otherwise --refresh does it.";

/** Another container would have nothing of what was written into this one by hand. */
const listensEverywhere = [
    "The dev Vault listens on every address of this machine: an earlier version has made its container, which stays.",
    `To have it listen where it has to, and lose what was written into it by hand: docker rm --force ${containerName}, and pulumi up`,
].join(" ");

export interface DevVaultArgs {
    /** A change replaces the container, and so everything in it. */
    image: string;
    /** The token that may do everything. A change replaces the container. */
    rootToken: pulumi.Input<string>;
    /** The address under which pods reach this machine. */
    nodeIp: pulumi.Input<string>;
    /** Offline, neither Docker nor Vault are asked how they are. */
    listen: ListenArgs;
}

/**
 * A Vault for development, in a Docker container.
 *
 * It keeps everything in memory and starts empty every time. So before anything is planned, the container and the
 * Vault in it are asked which they are: one that was removed, restarted or sealed is made and filled again by a plain `up`.
 */
export class DevVault extends pulumi.ComponentResource {
    /** Its address as pods reach it. */
    readonly addressForPods: pulumi.Output<string>;
    readonly provider: vault.Provider;
    private readonly container: docker.Container;
    /** Another one for every container, and for every start of it. */
    private readonly incarnation: pulumi.Output<string>;

    constructor(name: string, args: DevVaultArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:DevVault", name, {}, options);

        const image = new docker.RemoteImage(
            `${name}-image`,
            { name: args.image, keepLocally: true },
            { parent: this },
        );
        const before = pulumi.output(
            args.listen.offline
                ? { incarnation: "unknown", running: false }
                : vaultIncarnation(containerName, address),
        );
        this.container = new docker.Container(
            name,
            {
                name: containerName,
                image: image.imageId,
                command: ["server", "-dev"],
                // Not marked as secret by the provider, and the token is one.
                envs: pulumi.secret([
                    pulumi.interpolate`VAULT_DEV_ROOT_TOKEN_ID=${args.rootToken}`,
                    `VAULT_DEV_LISTEN_ADDRESS=0.0.0.0:${port}`,
                ]),
                ports: published(containerName, port, args.listen, () => {
                    void pulumi.log.warn(listensEverywhere, this);
                }),
                // In Docker's own spelling: any other is a difference at every refresh.
                capabilities: { adds: ["CAP_IPC_LOCK"] },
                labels: [dockerLabel, { label: incarnationLabel, value: before.incarnation }],
                restart: "unless-stopped",
                healthcheck: {
                    tests: ["CMD", "vault", "status", `-address=${address}`],
                    interval: "1s",
                    timeout: "3s",
                    retries: 30,
                },
                wait: true,
                waitTimeout: 60,
            },
            { parent: this, deleteBeforeReplace: true },
        );
        const { id } = this.container;
        this.provider = new vault.Provider(
            `${name}-provider`,
            {
                // Known also while the container is to be made: a provider without an address fails a preview that replaces
                // what it has written. It asks Vault nothing before it reads or writes.
                address,
                token: pulumi.secret(args.rootToken),
                skipChildToken: true,
            },
            { parent: this, dependsOn: [this.container] },
        );
        this.addressForPods = pulumi.interpolate`http://${args.nodeIp}:${port}`;
        // Not a secret, although it was found with the token: the engine sees no change between two secrets.
        this.incarnation = args.listen.offline
            ? id
            : pulumi.unsecret(
                  pulumi
                      .all([id, args.rootToken, before.running])
                      .apply(([container, token, wasRunning]) => this.find(container, token, wasRunning)),
              );
        this.registerOutputs();
    }

    /**
     * Have everything that is written into this Vault written again when it was lost, and forgotten when the container goes:
     * a transformation for the component that writes it.
     */
    readonly keepFilled: pulumi.ResourceTransformation = ({ type, props, opts }) => {
        if (!type.startsWith("vault:")) return undefined;
        const options: pulumi.CustomResourceOptions = opts;
        const own: pulumi.Input<unknown> = options.replacementTrigger;
        return {
            props,
            opts: pulumi.mergeOptions(options, {
                deletedWith: this.container,
                replacementTrigger:
                    own === undefined ? this.incarnation : pulumi.interpolate`${this.incarnation} ${own}`,
                // Replacing creates first otherwise, and then deletes what it has just written at the same path.
                deleteBeforeReplace: true,
                // Nobody else logs in here; a mount that is kept would be in the way of the next one.
                retainOnDelete: false,
            }),
        };
    };

    /** Which Vault this is: another container, or another start of the same one, has nothing of what was written. */
    private async find(id: string, token: string, wasRunning: boolean): Promise<string> {
        const { clusterId = "unreachable", lost } = await probeVault(address, token, devPolicy);
        if (!wasRunning) await pulumi.log.info("No dev Vault was running: one is started and filled.", this);
        else if (lost) await pulumi.log.info(lostContent, this);
        return `${id} ${clusterId}`;
    }
}
