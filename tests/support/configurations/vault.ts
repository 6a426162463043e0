import * as fc from "fast-check";

import { KvVersion } from "../../../components/vault/connection";
import { LoginMethod } from "../../../components/vault/login";
import { certificate } from "../certificate";

const optional = { requiredKeys: [] };
const mountPath = fc.stringMatching(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,9})?$/,
);

/** What a stack says of a Vault that somebody else runs. */
export const externalVault = fc.record(
    {
        vaultAddress: fc.constant("https://vault.example.com"),
        // Now and then: reading certificates is what takes the time.
        vaultCaCertificate: fc.nat(4).map((number) => (number === 0 ? certificate : undefined)),
        vaultAddressForPods: fc.constantFrom("https://10.0.0.5:8200", "http://vault.vault.svc:8200"),
        vaultReadOnly: fc.boolean(),
        vaultKvMount: mountPath,
        vaultKvVersion: fc.constantFrom(...Object.values(KvVersion)),
        esoLoginCreateMount: fc.boolean(),
    },
    { requiredKeys: ["vaultAddress"] },
);

const userPassLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.UserPass),
        esoLoginMount: mountPath,
        esoUsername: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/),
    },
    optional,
);

const kubernetesLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.Kubernetes),
        esoLoginMount: mountPath,
        esoRole: fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/),
        esoServiceAccount: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?\/[a-z0-9]{1,10}$/),
        clusterAddressForVault: fc.constantFrom("https://10.0.0.1:6443", "https://kubernetes.default.svc"),
        clusterCaCertificateForVault: fc.constant(certificate),
    },
    { requiredKeys: ["esoLogin", "clusterAddressForVault"] },
);

/** How the operator logs in to whichever Vault there is. Only one of the ways has a user with a password. */
export const esoLogin: fc.Arbitrary<{ esoLogin?: LoginMethod }> = fc.oneof(userPassLogin, kubernetesLogin);

/** The same where Vault has the login method already, and the stack tells it of no cluster. */
export function asMounted(login: object): object {
    const ofMount = ["clusterAddressForVault", "clusterCaCertificateForVault"];
    return Object.fromEntries(Object.entries(login).filter(([key]) => !ofMount.includes(key)));
}
