import { AlloyStackArgs } from "../args";
import { Remote } from "../remotes";
import { EsoLoginArgs, LoginMethod } from "../vault/login";
import { certificateProblem } from "./certificates";
import { isDnsLabel, isDnsSubdomain } from "./kubernetes";
import { Problem, shown } from "./problem";
import { urlProblem, vaultAddressProblem } from "./url";

export const mountRule = "a path without slashes around it";

/** Whether a path in Vault can be a mount's. */
export function isMountPath(path: string): boolean {
    return /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(path);
}

/** Whether a text can be a Vault namespace's path. */
export function isVaultNamespace(path: string): boolean {
    return isMountPath(path) && !["root", "sys", "audit", "auth", "cubbyhole", "identity"].includes(path);
}

/** What is wrong with the Vault, and with the login to it, of a stack whose remotes have these secrets. */
export function vaultProblems(args: AlloyStackArgs, remotes: Remote[]): Problem[] {
    const { vault, esoLogin = {}, externalSecretStore: store, vaultProxy } = args;
    const storeProblem =
        store === undefined || isDnsSubdomain(store)
            ? []
            : [
                  {
                      path: "externalSecretStore",
                      found: `is ${shown(store)}`,
                      expected: "a ClusterSecretStore's name",
                  },
              ];
    // The operator has it with a Vault or without.
    const proxyProblem =
        vaultProxy && urlProblem(vaultProxy.url)
            ? [{ path: "vaultProxy.url", found: "is no http or https URL", expected: "one without a login" }]
            : [];
    if (!vault) {
        if (remotes.length === 0 || store !== undefined) return [...storeProblem, ...proxyProblem];
        const found = "is missing, and there are remotes with secrets";
        return [{ path: "vault", found, expected: "the Vault that holds them" }, ...proxyProblem];
    }
    const address = typeof vault.address === "string" ? vaultAddressProblem(vault.address) : undefined;
    const ca = typeof vault.caCertificate === "string" ? certificateProblem(vault.caCertificate) : undefined;
    const mounts = { "vault.kvMount": vault.kvMount, "esoLogin.mount": esoLogin.mount };
    return [
        ...storeProblem,
        ...(address ? [{ path: "vault.address", ...address }] : []),
        ...(ca ? [{ path: "vault.caCertificate", found: ca, expected: "certificates in PEM form" }] : []),
        ...(vault.namespace === undefined || isVaultNamespace(vault.namespace)
            ? []
            : [
                  {
                      path: "vault.namespace",
                      found: `is ${shown(vault.namespace)}`,
                      expected: "a namespace's path without slashes around it",
                  },
              ]),
        ...Object.entries(mounts).flatMap(([path, mount]) =>
            mount === undefined || isMountPath(mount)
                ? []
                : [{ path, found: `is ${JSON.stringify(mount)}`, expected: mountRule }],
        ),
        ...proxyProblem,
        ...dataMount(vault.kvMount),
        // Whoever made the store has seen to the login.
        ...(store === undefined ? loginProblems(esoLogin) : []),
    ];
}

function loginProblems(login: NonNullable<AlloyStackArgs["esoLogin"]>): Problem[] {
    const { method = LoginMethod.UserPass, createMount = false, credentialsNamespace: namespace } = login;
    const isMissing = (field: keyof typeof login) => login[field] === undefined || login[field] === "";
    const missing = required[method].flatMap(({ field, expected }) =>
        isMissing(field) ? [{ path: `esoLogin.${field}`, found: "is missing", expected }] : [],
    );
    if (missing.length > 0) return missing;
    if (typeof namespace === "string" && !isDnsLabel(namespace))
        return [
            {
                path: "esoLogin.credentialsNamespace",
                found: `is ${shown(namespace)}`,
                expected: "a namespace's name",
            },
        ];
    if (createMount && (method === LoginMethod.AppRole || method === LoginMethod.Jwt)) {
        const found = `is true, and Vault's owners make the login "${method}"`;
        return [{ path: "esoLogin.createMount", found, expected: "false" }];
    }
    if (method === LoginMethod.Kubernetes && createMount && isMissing("kubernetesHost")) {
        const expected = "the address of the cluster's API server, as Vault reaches it";
        return [{ path: "esoLogin.kubernetesHost", found: "is missing", expected }];
    }
    return [];
}

/** What each login cannot do without. */
const required: Record<LoginMethod, { field: keyof EsoLoginArgs; expected: string }[]> = {
    [LoginMethod.UserPass]: [
        { field: "password", expected: "the password with which the External Secrets Operator reads Vault" },
    ],
    [LoginMethod.Kubernetes]: [],
    [LoginMethod.AppRole]: [
        {
            field: "roleId",
            expected: "the id of the role with which the External Secrets Operator reads Vault",
        },
        { field: "secretId", expected: "a secret id of that role" },
    ],
    [LoginMethod.Jwt]: [],
};

/** People copy it from the API's paths, where "data/" stands between the mount and the entry. */
function dataMount(mount: string | undefined): Problem[] {
    const [, before] = /^(.+)\/(?:data|metadata)$/.exec(mount ?? "") ?? [];
    if (before === undefined) return [];
    const expected = `the mount alone, "${before}": the API's "data" is no part of it`;
    return [{ path: "vault.kvMount", found: `is ${JSON.stringify(mount)}`, expected }];
}
