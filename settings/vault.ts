import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../components/args";
import { devPolicy, devUser, port as devPort } from "../components/dev/vaultNames";
import { needsSecrets } from "../components/remotes";
import { certificateProblem } from "../components/validate/certificates";
import { vaultAddressProblem } from "../components/validate/url";
import { EsoLoginArgs, LoginMethod } from "../components/vault/login";
import { PlainRemote } from "./plainRemote";
import { Problems } from "./problems";
import { metaOf, StackValues } from "./schema";
import { Secrets } from "./secrets";

/** How this program reaches a Vault that somebody else runs. */
export interface VaultAccess {
    address: string;
    /** The certificate authority that vouches for it, as PEM. */
    caCertificate?: string;
}

/** What is known beside the configuration. */
export interface Surroundings {
    nodeIp: string | undefined;
    secrets: Secrets;
}

export interface ReadVault {
    args: Pick<AlloyStackArgs, "vault" | "esoLogin">;
    /** None if nothing is written into a Vault of somebody else's. */
    access?: VaultAccess;
}

/** Which Vault there is: the dev stack's, somebody else's, or none where no remote has a secret. */
export function readVault(
    values: StackValues,
    remotes: PlainRemote[],
    { nodeIp, secrets }: Surroundings,
    problems: Problems,
): ReadVault {
    refuseWrong(values, problems);
    const esoLogin = readLogin(values, secrets);
    if (values.dev) {
        const vault = { address: `http://${nodeIp ?? "NODE-IP"}:${devPort}` };
        const ours = { createMount: true, overwrite: true, username: devUser, policyName: devPolicy };
        return { args: { vault, esoLogin: { ...ours, ...esoLogin } } };
    }
    const { vaultAddress: address, vaultAddressForPods: addressForPods = address } = values;
    if (!address || addressForPods === undefined || !remotes.some(needsSecrets)) return { args: {} };
    const caCertificate = values.vaultCaCertificate;
    const vault = {
        address: addressForPods,
        ...(caCertificate && { caCertificate }),
        kvMount: values.vaultKvMount,
        kvVersion: values.vaultKvVersion,
        readOnly: values.vaultReadOnly,
    };
    const access = { address, ...(caCertificate && { caCertificate }) };
    return { args: { vault, esoLogin }, ...(!values.vaultReadOnly && { access }) };
}

function readLogin(values: StackValues, secrets: Secrets): EsoLoginArgs {
    const { esoLoginMount: mount, esoLoginCreateMount: createMount } = values;
    const mounted = { method: values.esoLogin, ...(mount && { mount }), ...(createMount && { createMount }) };
    if (values.esoLogin === LoginMethod.UserPass) {
        const { esoUsername: username, vaultCredentialsNamespace: credentialsNamespace } = values;
        const password: pulumi.Output<string> | undefined = secrets.ofEso();
        return {
            ...mounted,
            ...(username && { username }),
            ...(password && { password }),
            ...(credentialsNamespace && { credentialsNamespace }),
        };
    }
    const [namespace = "", name = ""] = values.esoServiceAccount?.split("/") ?? [];
    const { esoRole: role, clusterAddressForVault, clusterCaCertificateForVault } = values;
    return {
        ...mounted,
        ...(role && { role }),
        ...(name && { serviceAccount: { name, namespace } }),
        ...(clusterAddressForVault && { kubernetesHost: clusterAddressForVault }),
        ...(clusterCaCertificateForVault && { kubernetesCaCertificate: clusterCaCertificateForVault }),
    };
}

const addresses = ["vaultAddress", "vaultAddressForPods", "clusterAddressForVault"] as const;
const certificates = ["vaultCaCertificate", "clusterCaCertificateForVault"] as const;
type Checked = (typeof addresses | typeof certificates)[number];

function refuseWrong(values: StackValues, problems: Problems): void {
    // One that should not be there need not be right.
    const given = (key: Checked) => (problems.has(key) ? undefined : values[key]);
    for (const key of addresses) {
        const address = given(key);
        const wrong = address === undefined ? undefined : vaultAddressProblem(address);
        const write = `${problems.project}:${key}: https://vault.example.com`;
        if (wrong) problems.add(key, wrong.found, { expected: metaOf(key).expected, write });
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
