import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

/** A container's port, on the same port of these addresses of the machine, and on no other. */
export function published(
    port: number,
    addresses: pulumi.Input<string>[],
): docker.types.input.ContainerPort[] {
    return addresses.map((ip) => ({ internal: port, external: port, ip }));
}
