import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

import { dockerLabel } from "../dockerLabel";

export interface ServiceArgs {
    /** The container's name, and its volume's. */
    containerName: string;
    /** A change replaces the container, not its data. */
    image: string;
    /** The network in which the others are. */
    network: pulumi.Input<string>;
    /** Folder whose content outlives the container. Left out: nothing does. */
    dataFolder?: string;
    /** The rest of the container. A change replaces it, not its data. */
    container: Partial<docker.ContainerArgs>;
}

/** A program in Docker that starts with the machine, and its image and volume, as children of `parent`. */
export function runService(name: string, args: ServiceArgs, parent: pulumi.Resource): docker.Container {
    const { containerName, dataFolder } = args;
    const image = new docker.RemoteImage(
        `${name}-image`,
        { name: args.image, keepLocally: true },
        { parent },
    );
    const data =
        dataFolder === undefined
            ? undefined
            : new docker.Volume(`${name}-data`, { name: containerName, labels: [dockerLabel] }, { parent });
    return new docker.Container(
        name,
        {
            ...args.container,
            name: containerName,
            image: image.imageId,
            networksAdvanced: [{ name: args.network }],
            ...(data && dataFolder && { volumes: [{ volumeName: data.name, containerPath: dataFolder }] }),
            labels: [dockerLabel],
            restart: "unless-stopped",
        },
        // A name and a port are free only once the old one is gone.
        { parent, deleteBeforeReplace: true },
    );
}
