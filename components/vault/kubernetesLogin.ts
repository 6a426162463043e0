import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { ClusterForVault } from "./clusterForVault";
import { KubernetesLogin, mountOf, roleOf, ServiceAccount, tokenSeconds } from "./login";

/** What Vault is told of a cluster. It asks there about every token it is shown, and logs in with that token to ask. */
export function clusterConfig({ address, caCertificate }: ClusterForVault) {
    return {
        kubernetes_host: address,
        ...(caCertificate && { kubernetes_ca_cert: caCertificate }),
        // A Vault that runs in a cluster would ask that one, with its own token.
        disable_local_ca_jwt: true,
    };
}

/** The one service account that may log in, and what it may do then. */
export function roleConfig({ name, namespace }: ServiceAccount, policy: string) {
    return {
        bound_service_account_names: [name],
        bound_service_account_namespaces: [namespace],
        token_policies: [policy],
        token_ttl: tokenSeconds,
    };
}

export interface KubernetesRoleArgs {
    login: KubernetesLogin;
    policy: pulumi.Input<string>;
    serviceAccount: ServiceAccount;
    cluster: pulumi.Input<ClusterForVault>;
}

/**
 * Make the role that the operator's service account logs in as, and tell Vault of its cluster unless its owners have.
 * Returns what it was told.
 */
export function kubernetesRole(
    name: string,
    { login, policy, serviceAccount, cluster }: KubernetesRoleArgs,
    inMount: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
    const mount = mountOf(login);
    const told = login.mountExists
        ? undefined
        : pulumi.jsonStringify(pulumi.output(cluster).apply(clusterConfig));
    if (told) {
        new vault.generic.Endpoint(
            `${name}-cluster`,
            {
                path: `auth/${mount}/config`,
                dataJson: told,
                // Vault has more settings than these.
                ignoreAbsentFields: true,
                // It goes with the mount, and Vault refuses to delete it alone.
                disableDelete: true,
            },
            inMount,
        );
    }
    new vault.generic.Endpoint(
        `${name}-role`,
        {
            path: `auth/${mount}/role/${roleOf(login)}`,
            dataJson: pulumi.jsonStringify(
                pulumi.output(policy).apply((policyName) => roleConfig(serviceAccount, policyName)),
            ),
            ignoreAbsentFields: true,
        },
        inMount,
    );
    return told;
}
