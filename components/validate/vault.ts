import { AlloyStackArgs } from "../args";
import { Remote } from "../remotes";
import { LoginMethod } from "../vault/login";
import { certificateProblem } from "./certificates";
import { isDnsLabel } from "./kubernetes";
import { Problem, shown } from "./problem";
import { vaultAddressProblem } from "./url";

export const mountRule = "a path without slashes around it";

/** Whether a path in Vault can be a mount's. */
export function isMountPath(path: string): boolean {
    return /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(path);
}

/** What is wrong with the Vault, and with the login to it, of a stack whose remotes have these secrets. */
export function vaultProblems({ vault, esoLogin = {} }: AlloyStackArgs, remotes: Remote[]): Problem[] {
    if (!vault) {
        if (remotes.length === 0) return [];
        const found = "is missing, and there are remotes with secrets";
        return [{ path: "vault", found, expected: "the Vault that holds them" }];
    }
    const address = typeof vault.address === "string" ? vaultAddressProblem(vault.address) : undefined;
    const ca = typeof vault.caCertificate === "string" ? certificateProblem(vault.caCertificate) : undefined;
    const mounts = { "vault.kvMount": vault.kvMount, "esoLogin.mount": esoLogin.mount };
    return [
        ...(address ? [{ path: "vault.address", ...address }] : []),
        ...(ca ? [{ path: "vault.caCertificate", found: ca, expected: "certificates in PEM form" }] : []),
        ...Object.entries(mounts).flatMap(([path, mount]) =>
            mount === undefined || isMountPath(mount)
                ? []
                : [{ path, found: `is ${JSON.stringify(mount)}`, expected: mountRule }],
        ),
        ...dataMount(vault.kvMount),
        ...loginProblems(esoLogin),
    ];
}

function loginProblems({
    method = LoginMethod.UserPass,
    password,
    createMount = false,
    kubernetesHost,
    credentialsNamespace: namespace,
}: NonNullable<AlloyStackArgs["esoLogin"]>): Problem[] {
    if (method === LoginMethod.UserPass && (password === undefined || password === "")) {
        const expected = "the password with which the External Secrets Operator reads Vault";
        return [{ path: "esoLogin.password", found: "is missing", expected }];
    }
    if (typeof namespace === "string" && !isDnsLabel(namespace))
        return [
            {
                path: "esoLogin.credentialsNamespace",
                found: `is ${shown(namespace)}`,
                expected: "a namespace's name",
            },
        ];
    if (method === LoginMethod.Kubernetes && createMount && kubernetesHost === undefined) {
        const expected = "the address of the cluster's API server, as Vault reaches it";
        return [{ path: "esoLogin.kubernetesHost", found: "is missing", expected }];
    }
    return [];
}

/** People copy it from the API's paths, where "data/" stands between the mount and the entry. */
function dataMount(mount: string | undefined): Problem[] {
    const [, before] = /^(.+)\/(?:data|metadata)$/.exec(mount ?? "") ?? [];
    if (before === undefined) return [];
    const expected = `the mount alone, "${before}": the API's "data" is no part of it`;
    return [{ path: "vault.kvMount", found: `is ${JSON.stringify(mount)}`, expected }];
}
