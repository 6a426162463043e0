import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../components/args";
import { devPolicy, devUser, port as devPort } from "../components/dev/vaultNames";
import { needsSecrets } from "../components/remotes";
import { certificateProblem } from "../components/validate/certificates";
import { vaultAddressProblem } from "../components/validate/url";
import { EsoLoginArgs, EsoLoginNames, loginNames, LoginMethod } from "../components/vault/login";
import { PlainRemote } from "./plainRemote";
import { Problems } from "./problems";
import { metaOf, StackValues } from "./schema";
import { Secrets } from "./secrets";
import { GivenAuthority, readAuthority } from "./vaultCertificate";

/** How this program reaches a Vault that its owners run. */
export interface VaultAccess {
    address: string;
    /** Its namespace, where it has such. */
    namespace?: string;
    /** The certificate authority that vouches for it. */
    authority?: GivenAuthority;
}

/** A login that Vault's owners have made, with what the configuration gives for it. */
export interface GivenLogin {
    access: VaultAccess;
    names: EsoLoginNames;
    /** What is sent to log in; none of it may be shown. */
    credentials: { password: string } | { role_id: string; secret_id: string };
}

/** What is known beside the configuration. */
export interface Surroundings {
    nodeIp: string | undefined;
    secrets: Secrets;
}

export interface ReadVault {
    args: Pick<AlloyStackArgs, "vault" | "esoLogin" | "externalSecretStore">;
    /** None if nothing is written into a Vault of others. */
    access?: VaultAccess;
    /** Where Vault's owners have mounted the login method, if the stack writes a login there. */
    loginMount?: string;
    /** The operator's login, where Vault's owners have made it and it can be tried. */
    givenLogin?: GivenLogin;
}

/** Which Vault there is: the dev stack's, one of others, or none where no remote has a secret. */
export function readVault(
    values: StackValues,
    remotes: PlainRemote[],
    { nodeIp, secrets, folder }: Surroundings & { folder: string },
    problems: Problems,
): ReadVault {
    refuseWrong(values, problems);
    const authority = givenAuthority(values, folder, problems);
    const esoLogin = readLogin(values, secrets);
    if (values.dev) {
        refuseOwnersLogin(values, problems);
        const vault = { address: `http://${nodeIp ?? "NODE-IP"}:${devPort}` };
        const ours = { createMount: true, overwrite: true, username: devUser, policyName: devPolicy };
        return { args: { vault, esoLogin: { ...ours, ...esoLogin } } };
    }
    const { externalSecretStore, vaultNamespace: namespace } = values;
    const store = externalSecretStore !== undefined ? { externalSecretStore } : {};
    const { vaultAddress: address, vaultAddressForPods: addressForPods = address } = values;
    if (!address || addressForPods === undefined || !remotes.some(needsSecrets)) return { args: store };
    const vault = {
        address: addressForPods,
        ...(authority && { caCertificate: authority.certificate }),
        ...(namespace && { namespace }),
        kvMount: values.vaultKvMount,
        kvVersion: values.vaultKvVersion,
        readOnly: values.vaultReadOnly,
    };
    const access = { address, ...(namespace && { namespace }), ...(authority && { authority }) };
    const args = { vault, ...(externalSecretStore === undefined && { esoLogin }), ...store };
    const login = externalSecretStore === undefined && givenLogin(values, access, esoLogin);
    const { method, mount } = loginNames(values.clusterName, esoLogin);
    const isWritten = externalSecretStore === undefined && method !== LoginMethod.AppRole;
    return {
        args,
        ...(!values.vaultReadOnly && {
            access,
            ...(isWritten && !esoLogin.createMount && { loginMount: mount }),
        }),
        ...(login && { givenLogin: login }),
    };
}

/** A user's password in a Vault that is written is written there first. */
function givenLogin(
    { clusterName, vaultReadOnly, esoPassword: password, esoRoleId, esoSecretId }: StackValues,
    access: VaultAccess,
    esoLogin: EsoLoginArgs,
): GivenLogin | undefined {
    const names = loginNames(clusterName, esoLogin);
    if (names.method === LoginMethod.UserPass && vaultReadOnly && password !== undefined)
        return { access, names, credentials: { password } };
    if (names.method === LoginMethod.AppRole && esoRoleId !== undefined && esoSecretId !== undefined)
        return { access, names, credentials: { role_id: esoRoleId, secret_id: esoSecretId } };
    return undefined;
}

function givenAuthority(
    { vaultCaCertificate: given }: StackValues,
    folder: string,
    problems: Problems,
): GivenAuthority | undefined {
    const key = "vaultCaCertificate";
    if (given === undefined || problems.has(key)) return undefined;
    const read = readAuthority(given, folder);
    if (!("problem" in read)) return read;
    const { found, expected } = read.problem;
    problems.add(key, found, { ...(expected && { expected }) });
    return undefined;
}

/** Only this stack makes logins in a dev Vault. */
function refuseOwnersLogin({ esoLogin }: StackValues, problems: Problems): void {
    if (problems.has("esoLogin") || ![LoginMethod.AppRole, LoginMethod.Jwt].includes(esoLogin)) return;
    problems.add(
        "esoLogin",
        `is "${esoLogin}", which Vault's owners make, and a dev stack's Vault has none`,
        {
            expected: '"userPass" or "kubernetes", or a Vault that others run',
            write: `${problems.project}:esoLogin: kubernetes`,
        },
    );
}

function readLogin(values: StackValues, secrets: Secrets): EsoLoginArgs {
    const { esoLoginMount: mount, esoLoginCreateMount: createMount } = values;
    const mounted = { method: values.esoLogin, ...(mount && { mount }), ...(createMount && { createMount }) };
    const { esoRole: role, vaultCredentialsNamespace: credentialsNamespace } = values;
    const named = { ...mounted, ...(role && { role }) };
    if (values.esoLogin === LoginMethod.UserPass) {
        const { esoUsername: username } = values;
        const password: pulumi.Output<string> | undefined = secrets.ofEso();
        return {
            ...mounted,
            ...(username && { username }),
            ...(password && { password }),
            ...(credentialsNamespace && { credentialsNamespace }),
        };
    }
    if (values.esoLogin === LoginMethod.AppRole) {
        const { esoRoleId: roleId } = values;
        const secretId = secrets.ofAppRole();
        return {
            ...named,
            ...(roleId && { roleId }),
            ...(secretId && { secretId }),
            ...(credentialsNamespace && { credentialsNamespace }),
        };
    }
    const [namespace = "", name = ""] = values.esoServiceAccount?.split("/") ?? [];
    const { clusterAddressForVault, clusterCaCertificateForVault, esoAudience: audience } = values;
    return {
        ...named,
        ...(audience && { audience }),
        ...(name && { serviceAccount: { name, namespace } }),
        ...(clusterAddressForVault && { kubernetesHost: clusterAddressForVault }),
        ...(clusterCaCertificateForVault && { kubernetesCaCertificate: clusterCaCertificateForVault }),
    };
}

const addresses = ["vaultAddress", "vaultAddressForPods", "clusterAddressForVault"] as const;
const certificates = ["clusterCaCertificateForVault"] as const;
type Checked = (typeof addresses | typeof certificates)[number];

function refuseWrong(values: StackValues, problems: Problems): void {
    // One that should not be there need not be right.
    const given = (key: Checked) => (problems.has(key) ? undefined : values[key]);
    for (const key of addresses) {
        const address = given(key);
        const wrong = address === undefined ? undefined : vaultAddressProblem(address);
        const write = `${problems.project}:${key}: https://vault.example.com`;
        if (wrong) problems.add(key, wrong.found, { expected: wrong.expected, write });
    }
    const host = given("clusterAddressForVault");
    if (host?.startsWith("http://") && !problems.has("clusterAddressForVault")) {
        problems.add(
            "clusterAddressForVault",
            "is an http address, on which service accounts' tokens are readable",
            {
                expected: "an https address",
            },
        );
    }
    for (const key of certificates) {
        const certificate = given(key);
        const wrong = certificate === undefined ? undefined : certificateProblem(certificate);
        if (wrong) problems.add(key, wrong, { expected: metaOf(key).expected });
    }
}
