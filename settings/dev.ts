import * as pulumi from "@pulumi/pulumi";

import { DevEnvironmentArgs } from "../components/dev/devEnvironment";
import { Problems } from "./problems";
import { StackValues } from "./schema";
import { Surroundings as VaultSurroundings } from "./vault";

export interface Surroundings extends VaultSurroundings {
    /** Whether a server on this machine can listen on an address. */
    isOwnAddress: (address: string) => boolean;
}

/** What runs in Docker on this machine. */
export function readDev(
    values: StackValues,
    { nodeIp, secrets, isOwnAddress }: Surroundings,
    problems: Problems,
): DevEnvironmentArgs {
    if (!nodeIp) {
        problems.add("nodeIp", "is missing, and this machine has no IPv4 address but its own loopback", {
            expected: "the address under which pods reach this machine",
            write: `${problems.project}:nodeIp: 192.168.1.10`,
        });
    }
    const { devVaultToken: token, previousLogsPassword: previous } = values;
    return {
        nodeIp: nodeIp ?? "",
        listenAddresses: listenAddresses(values, nodeIp, isOwnAddress),
        servers: values.devServers,
        ...(token !== undefined && { vaultToken: pulumi.secret(token) }),
        // They are what the remotes called "local" lead to.
        prometheusPassword: secrets.ofServer("prometheus/local"),
        logsPassword: secrets.ofServer("loki/local"),
        ...(previous !== undefined && { previousLogsPassword: pulumi.secret(previous) }),
        images: values.images,
        ...(values.imageMirror && { imageMirror: values.imageMirror }),
    };
}

/** Docker Desktop's address for its host is none of this machine's: what comes there goes to the loopback. */
function listenAddresses(
    { devListenAddresses: given }: StackValues,
    nodeIp: string | undefined,
    isOwnAddress: (address: string) => boolean,
): string[] {
    const others = given.length > 0 ? given : nodeIp && isOwnAddress(nodeIp) ? [nodeIp] : [];
    return [...new Set(["127.0.0.1", ...others])];
}
