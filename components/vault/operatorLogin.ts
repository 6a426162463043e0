import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { clusterForVault, ClusterPlace } from "./clusterForVault";
import { VaultConnection } from "./connection";
import { kubernetesRole } from "./kubernetesLogin";
import { isKubernetes, mountOf, ServiceAccount, tokenSeconds, UserPassLogin, VaultLogin } from "./login";
import { policyName, readPolicy } from "./policy";

export interface OperatorLoginArgs {
    /** The cluster whose entries may be read. A change moves the policy to the new one's. */
    clusterName: string;
    login: VaultLogin;
    /** The operator's, in this cluster. */
    serviceAccount: ServiceAccount;
    /** Where this cluster is; asked only for a login with the service account. */
    cluster: ClusterPlace;
    vault: VaultConnection;
}

/**
 * The login with which the External Secrets Operator reads Vault.
 *
 * A userpass user or a kubernetes role whose policy reads this cluster's entries and nothing else. In a Vault that is
 * only read, its owners make them: `vaultSetup` tells them how.
 */
export class OperatorLogin extends pulumi.ComponentResource {
    /** Another one whenever Vault was told otherwise how to check the login; what was read before proves nothing then. */
    readonly revision: pulumi.Output<string>;

    constructor(name: string, args: OperatorLoginArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:OperatorLogin", name, {}, options);
        const { login, vault: connection, serviceAccount } = args;
        let told: pulumi.Output<string> | undefined;
        if (connection.contentOptions) {
            const inVault = { ...connection.contentOptions, parent: this };
            const policy = new vault.Policy(
                `${name}-policy`,
                {
                    name: policyName(args.clusterName, connection.shared),
                    policy: readPolicy(connection.kv, args.clusterName),
                },
                inVault,
            ).name;
            const mount = mountFor(name, login, inVault);
            // The mount's path stands in them as text, and not as its output: a mount that is replaced would have them
            // deleted before it, and Vault refuses to delete what lies in a mount that it has lost.
            const inMount = { ...inVault, ...(mount && { dependsOn: [mount] }) };
            if (isKubernetes(login)) {
                const cluster = clusterForVault(login, args.cluster);
                told = kubernetesRole(name, { login, policy, serviceAccount, cluster }, inMount);
            } else userPassUser(name, { login, policy }, inMount);
        }
        this.revision = pulumi.output(told ?? "");
        this.registerOutputs();
    }
}

/** The login method's mount, unless its owners have made it. At another path it is another resource. */
function mountFor(
    name: string,
    login: VaultLogin,
    inVault: pulumi.CustomResourceOptions,
): vault.AuthBackend | undefined {
    if (login.mountExists) return undefined;
    const path = mountOf(login);
    const type = isKubernetes(login) ? "kubernetes" : "userpass";
    const resource = `${name}-${path.replaceAll("/", "-")}`;
    return new vault.AuthBackend(resource, { type, ...(path !== type && { path }) }, inVault);
}

interface UserArgs {
    login: UserPassLogin;
    policy: pulumi.Input<string>;
}

function userPassUser(
    name: string,
    { login, policy }: UserArgs,
    inVault: pulumi.CustomResourceOptions,
): void {
    new vault.generic.Endpoint(
        `${name}-user`,
        {
            path: `auth/${mountOf(login)}/users/${login.username}`,
            dataJson: pulumi.secret(
                pulumi.jsonStringify({
                    password: login.password,
                    token_policies: [policy],
                    token_ttl: tokenSeconds,
                }),
            ),
            // Vault never tells a password back.
            ignoreAbsentFields: true,
        },
        inVault,
    );
}
