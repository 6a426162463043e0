import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { formerType } from "../formerType";
import { KvMount } from "./connection";
import { clusterConfig, jwtRoleConfig, roleConfig, userConfig, usualAudience } from "./kubernetesLogin";
import {
    EsoLoginArgs,
    EsoLoginNames,
    loginNames,
    LoginMethod,
    methodType,
    ServiceAccountArgs,
} from "./login";
import { loginPath, refuseForeign } from "./ownership";
import { readPolicy } from "./policy";

export interface EsoLoginResourceArgs {
    /** The cluster whose entries may be read. A change moves the policy to the new one's. */
    clusterName: string;
    login: EsoLoginArgs;
    /** The operator's, in this cluster. */
    serviceAccount: ServiceAccountArgs;
    kv: KvMount;
    /** Write nothing. */
    readOnly: boolean;
}

/**
 * The login with which the External Secrets Operator reads Vault.
 *
 * A user or a role whose policy reads this cluster's entries and nothing else. An AppRole, and in a Vault that is only read
 * everything, is made by Vault's owners: `alloy-stack vault setup` tells them how.
 */
export class EsoLogin extends pulumi.ComponentResource {
    /** Another one whenever Vault was told otherwise how to check the login; what was read before proves nothing then. */
    readonly revision: pulumi.Output<string>;

    constructor(name: string, args: EsoLoginResourceArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:EsoLogin", name, {}, formerType("OperatorLogin", options));
        // Others' user of the same name may have another password: the store has to try it again.
        this.revision = pulumi.output(args.readOnly ? "read only" : this.write(name, args));
        this.registerOutputs();
    }

    /** Returns what Vault was told of the cluster. */
    private write(name: string, args: EsoLoginResourceArgs): pulumi.Input<string> {
        const { login, clusterName } = args;
        const names = loginNames(clusterName, login);
        const foreign = refuseForeign(name, names, login, clusterName, this);
        const policy = new vault.Policy(
            `${name}-policy`,
            { name: names.policy, policy: readPolicy(args.kv, clusterName) },
            { parent: this, hooks: { beforeCreate: foreign.policy } },
        ).name;
        if (names.method === LoginMethod.AppRole) return "";
        const mount = mountFor(name, names, login, this);
        // The mount's path stands in them as text, and not as its output: a mount that is replaced would have them deleted
        // before it, and Vault refuses to delete what lies in a mount that it has lost.
        const inMount = { parent: this, dependsOn: [mount] };
        const ours = { ...inMount, hooks: { beforeCreate: foreign.login } };
        if (names.method === LoginMethod.UserPass) {
            writeUser(name, { names, login, policy }, ours);
            return "";
        }
        writeRole(name, { names, login, policy, serviceAccount: args.serviceAccount }, ours);
        return login.createMount ? writeCluster(name, names, login, inMount) : "";
    }
}

/** The login method's mount. At another path it is another resource. */
function mountFor(
    name: string,
    { method, mount: path }: EsoLoginNames,
    { createMount = false }: EsoLoginArgs,
    parent: pulumi.Resource,
): vault.AuthBackend {
    const type = methodType[method];
    const resource = `${name}-${path.replaceAll("/", "-")}`;
    // What its owners have mounted is only read: this fails with its name where it is not there.
    if (!createMount) return vault.AuthBackend.get(resource, path, undefined, { parent });
    return new vault.AuthBackend(
        resource,
        { type, ...(path !== type && { path }) },
        // Others may log in there by now.
        { parent, retainOnDelete: true },
    );
}

interface UserArgs {
    names: EsoLoginNames;
    login: EsoLoginArgs;
    policy: pulumi.Output<string>;
}

function writeUser(
    name: string,
    { names, login, policy }: UserArgs,
    options: pulumi.CustomResourceOptions,
): void {
    const user = pulumi
        .all([login.password ?? "", policy])
        .apply(([password, policyName]) => JSON.stringify({ password, ...userConfig(policyName) }));
    new vault.generic.Endpoint(
        `${name}-user`,
        {
            path: loginPath(names),
            dataJson: pulumi.secret(user),
            // Vault never tells a password back.
            ignoreAbsentFields: true,
        },
        options,
    );
}

interface RoleArgs {
    names: EsoLoginNames;
    login: EsoLoginArgs;
    policy: pulumi.Output<string>;
    serviceAccount: ServiceAccountArgs;
}

function writeRole(
    name: string,
    { names, login: { audience = usualAudience }, policy, serviceAccount }: RoleArgs,
    options: pulumi.CustomResourceOptions,
): void {
    const isJwt = names.method === LoginMethod.Jwt;
    const role = pulumi
        .all([serviceAccount, policy])
        .apply(([account, policyName]) =>
            JSON.stringify(
                isJwt ? jwtRoleConfig(account, audience, policyName) : roleConfig(account, policyName),
            ),
        );
    new vault.generic.Endpoint(
        `${name}-role`,
        { path: loginPath(names), dataJson: role, ignoreAbsentFields: true },
        options,
    );
}

/** Tell Vault of the cluster. Returns what it was told. */
function writeCluster(
    name: string,
    { mount }: EsoLoginNames,
    { kubernetesHost, kubernetesCaCertificate }: EsoLoginArgs,
    options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const told = pulumi
        .output({ kubernetesHost, kubernetesCaCertificate })
        .apply((cluster) => JSON.stringify(clusterConfig(cluster)));
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
        options,
    );
    return told;
}
