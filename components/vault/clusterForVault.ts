import { RunError } from "@pulumi/pulumi";

import { apiServer, ClusterAccess } from "../secrets/clusterReader";
import { KubernetesLogin } from "./login";

/** A cluster as Vault reaches it. */
export interface ClusterForVault {
    /** Its API server's address. */
    address: string;
    /** The certificate authority that vouches for it, as PEM; none if Vault knows it already. */
    caCertificate?: string;
}

/** What is known of the way from Vault to the cluster. */
export interface ClusterPlace {
    /** How this program reaches the cluster. */
    access: ClusterAccess;
    /** This machine's address as Vault reaches it; none if Vault runs elsewhere. */
    machine?: string;
    /** Read no kubeconfig. */
    offline: boolean;
}

/** How Vault reaches the cluster: as the login says, else as this program does. */
export async function clusterForVault(
    { clusterAddress, clusterCaCertificate }: KubernetesLogin,
    { access, machine, offline }: ClusterPlace,
): Promise<ClusterForVault> {
    const known = offline ? undefined : await apiServer(access);
    const caCertificate = clusterCaCertificate ?? known?.caCertificate;
    const address =
        clusterAddress ?? (known ? fromElsewhere(known.address, machine) : "<the kubeconfig's server>");
    return { address, ...(caCertificate && { caCertificate }) };
}

/** An address of this machine's own loopback is another machine's in a container, and anywhere else. */
export function fromElsewhere(address: string, machine: string | undefined): string {
    const url = new URL(address);
    if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) return address;
    if (!machine) {
        throw new RunError(
            `the kubeconfig reaches the cluster at ${address}, where Vault does not: ` +
                "give the operator's login the address at which it does",
        );
    }
    url.hostname = machine;
    return url.href.replace(/\/$/, "");
}
