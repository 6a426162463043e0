import * as fc from "fast-check";

import { KvVersion } from "../../../components/vault/connection";
import { LoginMethod } from "../../../components/vault/login";
import { certificate } from "../certificate";

const optional = { requiredKeys: [] };
const mountPath = fc.stringMatching(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,9})?$/,
);

/** What a stack says of a Vault that somebody else runs. */
export const enterpriseVault = fc.record(
    {
        vaultAddress: fc.constant("https://vault.example.com"),
        // Now and then: reading certificates is what takes the time.
        vaultCaCertificate: fc.nat(4).map((number) => (number === 0 ? certificate : undefined)),
        vaultAddressForPods: fc.constantFrom("https://10.0.0.5:8200", "http://vault.vault.svc:8200"),
        vaultReadOnly: fc.boolean(),
        vaultKvMount: mountPath,
        vaultKvVersion: fc.constantFrom(...Object.values(KvVersion)),
        operatorLoginMountExists: fc.boolean(),
    },
    { requiredKeys: ["vaultAddress"] },
);

const userPassLogin = fc.record(
    {
        operatorLogin: fc.constant(LoginMethod.UserPass),
        operatorLoginMount: mountPath,
        operatorUsername: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/),
    },
    optional,
);

const kubernetesLogin = fc.record(
    {
        operatorLogin: fc.constant(LoginMethod.Kubernetes),
        operatorLoginMount: mountPath,
        operatorRole: fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/),
        operatorServiceAccount: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?\/[a-z0-9]{1,10}$/),
        clusterAddressForVault: fc.constantFrom("https://10.0.0.1:6443", "https://kubernetes.default.svc"),
        clusterCaCertificateForVault: fc.constant(certificate),
    },
    { requiredKeys: ["operatorLogin"] },
);

/** How the operator logs in to whichever Vault there is. Only one of the ways has a user with a password. */
export const operatorLogin: fc.Arbitrary<{ operatorLogin?: LoginMethod }> = fc.oneof(
    userPassLogin,
    kubernetesLogin,
);

/** The same where Vault has the login method already, and is told of no cluster. */
export function asMounted(login: object): object {
    const ofMount = ["clusterAddressForVault", "clusterCaCertificateForVault"];
    return Object.fromEntries(Object.entries(login).filter(([key]) => !ofMount.includes(key)));
}
