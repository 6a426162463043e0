import { VaultArgs } from "../components/args";
import { needsSecrets, Remote } from "../components/remotes";
import { LoginMethod, VaultLogin } from "../components/vault/login";
import { certificateProblem } from "./certificates";
import { Passwords } from "./passwords";
import { Problems } from "./problems";
import { metaOf, StackValues } from "./schema";
import { urlProblem } from "./url";

/** Which Vault there is: the dev stack's, somebody else's, or none where no remote has a secret. */
export function readVault(
    values: StackValues,
    remotes: Remote[],
    passwords: Passwords,
    problems: Problems,
): { vault?: VaultArgs } {
    const { dev, vaultAddress: address, vaultCaCertificate: caCertificate } = values;
    refuseWrong(values, problems);
    if (!dev && !remotes.some(needsSecrets)) return {};
    if (!dev && !address && !problems.has("dev")) {
        problems.add("vaultAddress", "is missing, and there are remotes with passwords", {
            expected: `the Vault that holds them, or "${problems.project}:dev: true" for one in Docker`,
            write: `${problems.project}:vaultAddress: https://vault.example.com`,
        });
    }
    const operatorLogin = readLogin(values, passwords);
    if (!address) return { vault: { operatorLogin } };
    const { vaultAddressForPods: addressForPods } = values;
    const enterprise = {
        address,
        ...(addressForPods && { addressForPods }),
        ...(caCertificate && { caCertificate }),
        kv: { path: values.vaultKvMount, version: values.vaultKvVersion },
        readOnly: values.vaultReadOnly,
    };
    return { vault: { operatorLogin, enterprise } };
}

function readLogin(values: StackValues, passwords: Passwords): VaultLogin {
    const mount = values.operatorLoginMount;
    const mounted = { ...(mount && { mount }), mountExists: values.operatorLoginMountExists };
    if (values.operatorLogin === LoginMethod.UserPass)
        return { ...mounted, username: values.operatorUsername, password: passwords.ofOperator() };
    const [namespace = "", name = ""] = values.operatorServiceAccount?.split("/") ?? [];
    const { clusterAddressForVault: clusterAddress, clusterCaCertificateForVault: clusterCaCertificate } =
        values;
    return {
        ...mounted,
        method: LoginMethod.Kubernetes,
        role: values.operatorRole,
        ...(name && { serviceAccount: { name, namespace } }),
        ...(clusterAddress && { clusterAddress }),
        ...(clusterCaCertificate && { clusterCaCertificate }),
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
        const wrong = address === undefined ? undefined : urlProblem(address);
        const write = `${problems.project}:${key}: https://vault.example.com`;
        if (wrong) problems.add(key, wrong.found, { expected: metaOf(key).expected, write });
    }
    for (const key of certificates) {
        const certificate = given(key);
        const wrong = certificate === undefined ? undefined : certificateProblem(certificate);
        if (wrong) problems.add(key, wrong, { expected: metaOf(key).expected });
    }
}
