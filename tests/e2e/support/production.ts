import { nodeIp } from "../../lab/node/addresses";
import { OtherPrometheus } from "./otherPrometheus";
import { writeOverrides } from "./vaultSecrets";
import { VaultServer } from "./vaultServer";

/** Where the password of the only remote stands in Vault. */
export const entry = "grafana/alloy/prod-cluster/prometheus/primary";

export const passwords = { operator: "of-the-operator", agents: "of-the-agents", reader: "of-the-reader" };

/** A Prometheus that others run: the agents write into it, and somebody else may ask it. */
export function othersPrometheus(): OtherPrometheus {
    const prometheus = new OtherPrometheus(9091, "reader", passwords.reader);
    prometheus.setPassword("alloy", passwords.agents);
    return prometheus;
}

/** A stack file for stack prod, with these values on top: that Prometheus is its remote, and it has nothing in Docker. */
export function productionFile(
    name: string,
    vault: VaultServer,
    { port }: OtherPrometheus,
    values: Record<string, unknown>,
): string {
    const reader = { username: "reader", password: passwords.reader };
    const all = {
        // They are for what runs in Docker.
        devServers: undefined,
        nodeIp: undefined,
        lokiRemotes: [],
        prometheusRemotes: [`primary:http://${nodeIp()}:${port}/api/v1/write:alloy`],
        remotePasswords: { "prometheus/primary": passwords.agents },
        verify: { prometheus: { url: `http://127.0.0.1:${port}`, ...reader } },
        monitoringCrds: "install",
        nodeExporter: "none",
        vaultAddress: vault.address,
        vaultCaCertificate: vault.ca,
        ...values,
    };
    return writeOverrides(name, all, "prod");
}
