import * as fc from "fast-check";

import { KvVersion } from "../../../components/vault/connection";
import { LoginMethod } from "../../../components/vault/login";
import { certificate } from "../certificate";

const optional = { requiredKeys: [] };
const mountPath = fc
    .stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,9})?$/)
    // The API's own folders.
    .filter((path) => !/\/(data|metadata)$/.test(path));
const namespaceName = fc.stringMatching(/^[a-z0-9]{1,10}$/);

const vaultProxy = fc.record(
    {
        url: fc.constantFrom("http://proxy.example.com:3128", "https://10.0.0.9:8443"),
        noProxy: fc.uniqueArray(fc.constantFrom("10.0.0.0/8", ".example.com"), { maxLength: 2 }),
    },
    { requiredKeys: ["url"] },
);

/** What a stack says of a Vault that somebody else runs. */
export const externalVault = fc.record(
    {
        vaultAddress: fc.constant("https://vault.example.com"),
        // Now and then: reading certificates is what takes the time.
        vaultCaCertificate: fc.nat(4).map((number) => (number === 0 ? certificate : undefined)),
        vaultAddressForPods: fc.constantFrom("https://10.0.0.5:8200", "http://vault.vault.svc:8200"),
        vaultNamespace: fc.constantFrom("admin", "admin/team-a"),
        vaultProxy,
        vaultReadOnly: fc.boolean(),
        vaultKvMount: mountPath,
        vaultKvVersion: fc.constantFrom(...Object.values(KvVersion)),
        esoLoginCreateMount: fc.boolean(),
    },
    { requiredKeys: ["vaultAddress"] },
);

/** A store that somebody else has made, with a Vault behind it that this stack writes into, or not. */
export const externalStore = fc.record(
    {
        externalSecretStore: fc.constantFrom("platform", "platform.vault"),
        vaultAddress: fc.constant("https://vault.example.com"),
    },
    { requiredKeys: ["externalSecretStore"] },
);

const userPassLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.UserPass),
        esoLoginMount: mountPath,
        esoUsername: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/),
        vaultCredentialsNamespace: namespaceName,
    },
    optional,
);

const role = fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/);
const serviceAccount = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?\/[a-z0-9]{1,10}$/);

const kubernetesLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.Kubernetes),
        esoLoginMount: mountPath,
        esoRole: role,
        esoServiceAccount: serviceAccount,
        clusterAddressForVault: fc.constantFrom("https://10.0.0.1:6443", "https://kubernetes.default.svc"),
        clusterCaCertificateForVault: fc.constant(certificate),
    },
    { requiredKeys: ["esoLogin", "clusterAddressForVault"] },
);

/** How the operator logs in to whichever Vault there is. Only one of the ways has a user with a password. */
export const esoLogin: fc.Arbitrary<{ esoLogin?: LoginMethod }> = fc.oneof(userPassLogin, kubernetesLogin);

const appRoleLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.AppRole),
        esoLoginMount: mountPath,
        esoRole: role,
        esoRoleId: fc.uuid(),
        vaultCredentialsNamespace: namespaceName,
    },
    { requiredKeys: ["esoLogin", "esoRoleId"] },
);

const jwtLogin = fc.record(
    {
        esoLogin: fc.constant(LoginMethod.Jwt),
        esoLoginMount: mountPath,
        esoRole: role,
        esoServiceAccount: serviceAccount,
        esoAudience: fc.constantFrom("vault", "https://vault.example.com"),
    },
    { requiredKeys: ["esoLogin"] },
);

/** The logins that only Vault's owners can make. */
export const ownersLogin: fc.Arbitrary<{ esoLogin?: LoginMethod }> = fc.oneof(appRoleLogin, jwtLogin);

/** The same where Vault has the login method already, and the stack tells it of no cluster. */
export function asMounted(login: object): object {
    const ofMount = ["clusterAddressForVault", "clusterCaCertificateForVault"];
    return Object.fromEntries(Object.entries(login).filter(([key]) => !ofMount.includes(key)));
}
