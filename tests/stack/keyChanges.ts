import type { Key } from "../../settings/schema";

/** A stack's keys and values. */
export type Values = Record<string, unknown>;

/** One change of a key: in which stack, from what, and to what. */
export interface KeyChange {
    /** The stack before it, beside what all have. */
    stack: Values;
    /** What is changed, and what has to be changed with it. */
    to: Values;
}

const remote = {
    prometheusRemotes: ["a:https://h/api/v1/write:u"],
    remotePasswords: { "prometheus/a": "one" },
};
/** A stack with a Vault of somebody else's and a remote with a password. */
const prod: Values = { vaultAddress: "https://vault.example.com", esoPassword: "e", ...remote };
const kubernetes: Values = {
    ...prod,
    esoPassword: undefined,
    esoLogin: "kubernetes",
    esoLoginCreateMount: true,
    clusterAddressForVault: "https://10.0.0.1:6443",
};
const jwt: Values = { ...prod, esoPassword: undefined, esoLogin: "jwt" };
const appRole: Values = {
    ...prod,
    esoPassword: undefined,
    esoLogin: "appRole",
    esoRoleId: "r",
    esoSecretId: "s",
};
const dev: Values = { dev: true, nodeIp: "192.0.2.10" };
const registry: Values = {
    imageRegistryLogin: { server: "r.example", username: "u" },
    imageRegistryPassword: "one",
};
const mutual = (certificate: string): Values => ({
    ...prod,
    prometheusRemotes: [{ name: "a", url: "https://h/api/v1/write", clientCertificate: certificate }],
    remotePasswords: undefined,
});
const logs: Values = { lokiRemotes: ["l:https://h/loki/api/v1/push:"] };
const theirState: Values = { kubeStateMetrics: "existing", kubeStateMetricsNamespaces: ["m"] };
const theirs: Values = { nodeExporter: "existing", nodeExporterNamespaces: ["m"] };

/** A change of every key. Those of files, of what is asked and of what is refused are told apart. */
export const keyChanges = (certificate: string, privateKey: string): Record<Key, KeyChange> => ({
    clusterName: { stack: prod, to: { clusterName: "other" } },
    dev: { stack: dev, to: { dev: false } },
    agent: { stack: prod, to: { agent: false } },
    prometheusRemotes: { stack: prod, to: { prometheusRemotes: ["a:https://other/api/v1/write:u"] } },
    lokiRemotes: { stack: prod, to: { lokiRemotes: ["l:https://h/loki/api/v1/push:"] } },
    remotePasswords: { stack: prod, to: { remotePasswords: { "prometheus/a": "two" } } },
    secretSources: { stack: prod, to: { secretSources: { "prometheus/a": "vault" } } },
    remoteClientKeys: {
        stack: { ...mutual(certificate), remoteClientKeys: { "prometheus/a": privateKey } },
        to: { remoteClientKeys: { "prometheus/a": `${privateKey}\n` } },
    },
    monitorBlockNode: { stack: prod, to: { monitorBlockNode: true } },
    nodeExporter: { stack: {}, to: { nodeExporter: "none" } },
    nodeExporterPort: { stack: {}, to: { nodeExporterPort: 9101 } },
    hostMountPropagation: { stack: {}, to: { hostMountPropagation: false } },
    nodeExporterNamespaces: { stack: theirs, to: { nodeExporterNamespaces: ["n"] } },
    nodeExporterSelector: { stack: theirs, to: { nodeExporterSelector: { a: "b" } } },
    monitoringCrds: { stack: {}, to: { monitoringCrds: "install" } },
    externalSecrets: { stack: prod, to: { externalSecrets: "existing" } },
    checkKubeletCertificates: { stack: {}, to: { checkKubeletCertificates: true } },
    storagePath: { stack: {}, to: { storagePath: "/data/alloy" } },
    agentResources: { stack: {}, to: { agentResources: { limits: { memory: "2Gi" } } } },
    journal: {
        stack: { lokiRemotes: ["l:https://h/loki/api/v1/push:"] },
        to: { journal: { path: "/var/log/journal" } },
    },
    dockerLogs: {
        stack: { monitorBlockNode: true, lokiRemotes: ["l:https://h/loki/api/v1/push:"] },
        to: { dockerLogs: true },
    },
    tolerations: { stack: {}, to: { tolerations: [{ key: "gpu", operator: "Exists" }] } },
    nodeSelector: { stack: {}, to: { nodeSelector: { a: "b" } } },
    affinity: { stack: {}, to: { affinity: { nodeAffinity: {} } } },
    priorityClassName: { stack: {}, to: { priorityClassName: "system-node-critical" } },
    openShift: { stack: {}, to: { openShift: true } },
    seLinuxOptions: { stack: {}, to: { seLinuxOptions: { type: "spc_t" } } },
    createNamespaces: { stack: {}, to: { createNamespaces: false } },
    namespaces: { stack: {}, to: { namespaces: { agent: "moved" } } },
    namespaceLabels: { stack: {}, to: { namespaceLabels: { team: "a" } } },
    rolloutTimeout: { stack: {}, to: { rolloutTimeout: 60 } },
    kubeconfig: { stack: {}, to: { kubeconfig: "/other" } },
    context: { stack: {}, to: { context: "other" } },
    vaultAddress: { stack: prod, to: { vaultAddress: "https://other.example.com" } },
    vaultCaCertificate: { stack: prod, to: { vaultCaCertificate: certificate } },
    vaultNamespace: { stack: prod, to: { vaultNamespace: "admin" } },
    externalSecretStore: { stack: prod, to: { externalSecretStore: "theirs", esoPassword: undefined } },
    vaultAddressForPods: { stack: prod, to: { vaultAddressForPods: "https://10.0.0.5:8200" } },
    vaultProxy: { stack: prod, to: { vaultProxy: { url: "http://proxy:3128" } } },
    vaultReadOnly: { stack: prod, to: { vaultReadOnly: true } },
    vaultKvMount: { stack: prod, to: { vaultKvMount: "kv" } },
    vaultKvVersion: { stack: prod, to: { vaultKvVersion: "v1" } },
    esoLogin: {
        stack: kubernetes,
        to: { ...kubernetes, ...jwt, esoLoginCreateMount: undefined, clusterAddressForVault: undefined },
    },
    esoLoginMount: { stack: prod, to: { esoLoginMount: "people" } },
    esoLoginCreateMount: { stack: prod, to: { esoLoginCreateMount: true } },
    esoRole: { stack: jwt, to: { esoRole: "other" } },
    esoServiceAccount: { stack: jwt, to: { esoServiceAccount: "e/other" } },
    esoAudience: { stack: jwt, to: { esoAudience: "other" } },
    esoRoleId: { stack: appRole, to: { esoRoleId: "other" } },
    esoSecretId: { stack: appRole, to: { esoSecretId: "other" } },
    clusterAddressForVault: { stack: kubernetes, to: { clusterAddressForVault: "https://10.0.0.2:6443" } },
    clusterCaCertificateForVault: { stack: kubernetes, to: { clusterCaCertificateForVault: certificate } },
    esoUsername: { stack: prod, to: { esoUsername: "other" } },
    vaultCredentialsNamespace: { stack: prod, to: { vaultCredentialsNamespace: "team" } },
    esoPassword: { stack: prod, to: { esoPassword: "other" } },
    devServers: { stack: dev, to: { devServers: ["prometheus"] } },
    previousLogsPassword: { stack: dev, to: { previousLogsPassword: "before" } },
    devVaultToken: { stack: dev, to: { devVaultToken: "other" } },
    devListenAddresses: { stack: dev, to: { devListenAddresses: ["192.0.2.11"] } },
    nodeIp: { stack: dev, to: { nodeIp: "192.0.2.11" } },
    charts: { stack: {}, to: { charts: { alloy: { chart: "./charts/alloy" } } } },
    images: { stack: {}, to: { images: { alloy: "r.example/alloy:v1" } } },
    imageMirror: { stack: {}, to: { imageMirror: "r.example/mirror" } },
    imagePullSecrets: { stack: {}, to: { imagePullSecrets: ["login"] } },
    imageRegistryLogin: { stack: {}, to: registry },
    imageRegistryPassword: { stack: registry, to: { imageRegistryPassword: "two" } },
    labels: { stack: prod, to: { labels: { environment: "production" } } },
    modules: { stack: prod, to: { modules: { kubelet: { interval: "60s" } } } },
    podLogs: { stack: logs, to: { podLogs: { namespaces: ["shop"] } } },
    events: { stack: logs, to: { events: true } },
    kubeStateMetrics: { stack: {}, to: { kubeStateMetrics: "install" } },
    kubeStateMetricsNamespaces: { stack: theirState, to: { kubeStateMetricsNamespaces: ["n"] } },
    kubeStateMetricsSelector: { stack: theirState, to: { kubeStateMetricsSelector: { a: "b" } } },
    monitors: { stack: prod, to: { monitors: { namespaces: ["shop"] } } },
    scrapeAnnotations: { stack: prod, to: { scrapeAnnotations: { namespaces: ["shop"] } } },
    extraModules: { stack: prod, to: { extraModules: ["tests/support/module.alloy"] } },
    agentValues: { stack: {}, to: { agentValues: { alloy: { extraEnv: [{ name: "A", value: "b" }] } } } },
    externalSecretsValues: { stack: {}, to: { externalSecretsValues: { replicaCount: 2 } } },
    wal: { stack: prod, to: { wal: { maxKeepalive: "4h" } } },
    agentProxy: { stack: prod, to: { agentProxy: { url: "http://proxy:3128" } } },
    podLabels: { stack: {}, to: { podLabels: { team: "a" } } },
    podAnnotations: { stack: {}, to: { podAnnotations: { a: "b" } } },
    maxUnavailable: { stack: {}, to: { maxUnavailable: "2" } },
    agentServiceAccountAnnotations: { stack: {}, to: { agentServiceAccountAnnotations: { a: "b" } } },
    verify: { stack: prod, to: { verify: { prometheus: { url: "https://p.example.com" } } } },
});
