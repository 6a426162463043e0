import { execFile } from "node:child_process";
import { promisify } from "node:util";

import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

/** Where a server in Docker listens. */
export interface ListenArgs {
    /** Addresses of this machine. */
    addresses: pulumi.Input<string>[];
    /** Docker is not asked anything. */
    offline: boolean;
}

/**
 * A container's port, on the same port of these addresses of the machine, and on no other. The provider compares ports in the
 * order in which Docker tells them, which is its own: so Docker is asked first, and an order alone replaces no container. With
 * `onEverywhere`, a container that an earlier version has made, on all addresses, stays as it is, and that is called.
 */
export function published(
    containerName: string,
    port: number,
    { addresses, offline }: ListenArgs,
    onEverywhere?: () => void,
): pulumi.Output<docker.types.input.ContainerPort[]> {
    const bound = offline ? [] : boundAddresses(containerName, port);
    return pulumi.all([pulumi.all(addresses), bound]).apply(([wanted, order]) => {
        const stays = onEverywhere !== undefined && order.includes(everywhere);
        if (stays) onEverywhere();
        const ips = stays ? [everywhere] : inOrder(wanted, order);
        return ips.map((ip) => ({ internal: port, external: port, ip }));
    });
}

const everywhere = "0.0.0.0";

/** The same addresses in another's order, if those are the same. */
export function inOrder(wanted: string[], order: string[]): string[] {
    const isSame = wanted.length === order.length && wanted.every((address) => order.includes(address));
    return isSame ? order : wanted;
}

/** The addresses on which a container's port is published; none if it is not there, or does not run. */
async function boundAddresses(containerName: string, port: number): Promise<string[]> {
    const format = `{{range index .NetworkSettings.Ports "${port}/tcp"}}{{.HostIp}} {{end}}`;
    try {
        const args = ["container", "inspect", "--format", format, containerName];
        const { stdout } = await promisify(execFile)("docker", args);
        return stdout.trim() === "" ? [] : stdout.trim().split(" ");
    } catch {
        return []; // No such container, or no docker command, which is for the provider to complain about.
    }
}
