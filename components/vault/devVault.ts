import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { dockerLabel } from "../dockerLabel";

/** The port of the dev Vault, on this machine and in its container. */
const port = 8200;

export interface DevVaultArgs {
    /** A change replaces the container, and so everything in it. */
    image: string;
    /** The token that may do everything. A change replaces the container. */
    rootToken: pulumi.Input<string>;
}

/**
 * A Vault for development, in a Docker container.
 *
 * It keeps everything in memory and starts empty every time, so whatever is written into it is tied to the container:
 * see `contentOptions`.
 */
export class DevVault extends pulumi.ComponentResource {
    /** Options for everything that is written into this Vault. */
    readonly contentOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: DevVaultArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:DevVault", name, {}, options);

        const image = new docker.RemoteImage(
            `${name}-image`,
            { name: args.image, keepLocally: true },
            { parent: this },
        );
        const container = new docker.Container(
            name,
            {
                name: "solo-weaver-vault",
                image: image.imageId,
                command: ["server", "-dev"],
                // Not marked as secret by the provider, and the token is one.
                envs: pulumi.secret([
                    pulumi.interpolate`VAULT_DEV_ROOT_TOKEN_ID=${args.rootToken}`,
                    `VAULT_DEV_LISTEN_ADDRESS=0.0.0.0:${port}`,
                ]),
                ports: [{ internal: port, external: port }],
                // In Docker's own spelling: any other is a difference at every refresh.
                capabilities: { adds: ["CAP_IPC_LOCK"] },
                labels: [dockerLabel],
                restart: "unless-stopped",
                healthcheck: {
                    tests: ["CMD", "vault", "status", `-address=http://127.0.0.1:${port}`],
                    interval: "1s",
                    timeout: "3s",
                    retries: 30,
                },
                wait: true,
                waitTimeout: 60,
            },
            { parent: this, deleteBeforeReplace: true },
        );
        const provider = new vault.Provider(
            `${name}-provider`,
            {
                // Unknown until the container is there, so that a first preview does not ask a Vault that isn't.
                address: container.id.apply(() => `http://127.0.0.1:${port}`),
                token: pulumi.secret(args.rootToken),
                skipChildToken: true,
            },
            { parent: this },
        );
        this.contentOptions = {
            provider,
            deletedWith: container,
            replacementTrigger: container.id,
            // Replacing creates first otherwise, and then deletes what it has just written at the same path.
            deleteBeforeReplace: true,
        };
        this.registerOutputs();
    }
}

/** The dev Vault's address for pods: the published port on the node. */
export function devVaultAddress(nodeIp: string): string {
    return `http://${nodeIp}:${port}`;
}
