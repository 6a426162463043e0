import { writeOverrides } from "./vaultSecrets";
import { VaultServer } from "./vaultServer";

/** Where the password of the only remote stands in Vault. */
export const entry = "grafana/alloy/prod-cluster/prometheus/primary";

/** A stack file for stack prod with this Vault and these values on top. It has one remote, and nothing in Docker. */
export function vaultFile(name: string, vault: VaultServer, values: Record<string, unknown>): string {
    return writeOverrides(
        name,
        {
            // They are for what runs in Docker.
            devServers: undefined,
            nodeIp: undefined,
            lokiRemotes: [],
            // Nobody has this address: what is sent is of no interest, unless it is said otherwise.
            prometheusRemotes: ["primary:http://192.0.2.1:9090/api/v1/write:alloy"],
            monitoringCrds: "install",
            nodeExporter: "none",
            vaultAddress: vault.address,
            vaultCaCertificate: vault.ca,
            ...values,
        },
        "prod",
    );
}
