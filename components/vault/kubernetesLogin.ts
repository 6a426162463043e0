import * as pulumi from "@pulumi/pulumi";

import { normalCertificates } from "../validate/certificates";
import { ServiceAccountArgs, tokenSeconds } from "./login";

/** A cluster as Vault reaches it. */
export interface ClusterForVault {
    /** Its API server's address. */
    kubernetesHost: string | undefined;
    /** The certificate authority that vouches for it, as PEM; none if Vault knows it already. */
    kubernetesCaCertificate?: string | undefined;
}

/** What Vault is told of a cluster. It asks there about every token it is shown, and logs in with that token to ask. */
export function clusterConfig({ kubernetesHost, kubernetesCaCertificate }: ClusterForVault) {
    return {
        kubernetes_host: kubernetesHost,
        ...(kubernetesCaCertificate && { kubernetes_ca_cert: normalCertificates(kubernetesCaCertificate) }),
        // A Vault that runs in a cluster would ask that one, with its own token.
        disable_local_ca_jwt: true,
    };
}

/** The one service account that may log in, and what it may do then. */
export function roleConfig({ name, namespace }: pulumi.Unwrap<ServiceAccountArgs>, policy: string) {
    return {
        bound_service_account_names: [name],
        bound_service_account_namespaces: [namespace],
        token_policies: [policy],
        token_ttl: tokenSeconds,
    };
}

/** Whose tokens Vault takes for that service account's, where it checks them itself. */
export function jwtRoleConfig(
    { name, namespace }: pulumi.Unwrap<ServiceAccountArgs>,
    audience: string,
    policy: string,
) {
    return {
        role_type: "jwt",
        user_claim: "sub",
        bound_subject: `system:serviceaccount:${namespace}:${name}`,
        bound_audiences: [audience],
        token_policies: [policy],
        token_ttl: tokenSeconds,
    };
}

/** The audience of a token for Vault, if nothing else is said. The operator asks for it in any case. */
export const usualAudience = "vault";

/** What the user may do that logs in with a password. */
export function userConfig(policy: string) {
    return { token_policies: [policy], token_ttl: tokenSeconds };
}
