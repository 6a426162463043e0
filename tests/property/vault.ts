import * as fc from "fast-check";

import { KvVersion } from "../../components/vault/connection";
import { LoginMethod } from "../../components/vault/login";
import { certificate } from "../support/certificate";

const optional = { requiredKeys: [] };
const mountPath = fc.stringMatching(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,9})?$/,
);

/** What a stack says of a Vault that somebody else runs, beside its address. */
export const enterpriseVault = fc.record(
    {
        vaultAddressForPods: fc.constantFrom("https://10.0.0.5:8200", "http://vault.vault.svc:8200"),
        vaultReadOnly: fc.boolean(),
        vaultKvMount: mountPath,
        vaultKvVersion: fc.constantFrom(...Object.values(KvVersion)),
    },
    optional,
);

const mount = { operatorLoginMount: mountPath, operatorLoginMountExists: fc.boolean() };

const userPassLogin = fc.record({ operatorLogin: fc.constant(LoginMethod.UserPass), ...mount }, optional);

const kubernetesLogin = fc.record(
    {
        operatorLogin: fc.constant(LoginMethod.Kubernetes),
        ...mount,
        operatorRole: fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/),
        operatorServiceAccount: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?\/[a-z0-9]{1,10}$/),
        clusterAddressForVault: fc.constantFrom("https://10.0.0.1:6443", "https://kubernetes.default.svc"),
        clusterCaCertificateForVault: fc.constant(certificate),
    },
    { requiredKeys: ["operatorLogin"] },
);

/** How the operator logs in to whichever Vault there is. Only one of the ways has a password. */
export const operatorLogin: fc.Arbitrary<{ operatorLogin?: LoginMethod }> = fc.oneof(
    userPassLogin,
    kubernetesLogin,
);
