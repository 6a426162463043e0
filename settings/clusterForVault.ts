import { AlloyStackArgs } from "../components/args";
import { EsoLoginArgs, LoginMethod } from "../components/vault/login";
import { apiServer, ClusterAccess } from "./kubeconfig";

/** A stack's args with the cluster as Vault reaches it: as the kubeconfig does, where the configuration does not say. */
export async function withClusterForVault(
    stack: AlloyStackArgs,
    cluster: ClusterAccess,
): Promise<AlloyStackArgs> {
    const { esoLogin: login = {} } = stack;
    if (!lacksCluster(login)) return stack;
    const { address, caCertificate } = await apiServer(cluster);
    const found = {
        kubernetesHost: address,
        ...(caCertificate && { kubernetesCaCertificate: caCertificate }),
    };
    return { ...stack, esoLogin: { ...found, ...login } };
}

/** The same where nothing is read: with a name in place of the address. */
export function withNamedCluster(stack: AlloyStackArgs): AlloyStackArgs {
    const { esoLogin: login = {} } = stack;
    return lacksCluster(login)
        ? { ...stack, esoLogin: { ...login, kubernetesHost: "https://API-SERVER" } }
        : stack;
}

function lacksCluster({ method, createMount, kubernetesHost }: EsoLoginArgs): boolean {
    return method === LoginMethod.Kubernetes && createMount === true && kubernetesHost === undefined;
}
