import * as os from "node:os";

/** The first IPv4 address of this machine that others can reach it under; undefined if it has none. */
export function findNodeIp(): string | undefined {
    // Docker's and the pods' own bridges have addresses too, and nothing outside knows them.
    const interfaces = Object.entries(os.networkInterfaces()).filter(
        ([name]) => !/^(docker|br-|cni|veth|virbr)/.test(name),
    );
    return interfaces
        .flatMap(([, addresses]) => addresses ?? [])
        .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}
