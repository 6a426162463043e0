import { certificate } from "../../support/certificate";
import { least, secrets } from "../../support/settings";

/** A key, a value of its own, and the project's default. */
export type Row = [key: string, value: unknown, ofProject: unknown];

export const ofVault: Row[] = [
    ["vaultAddress", "https://v", ""],
    ["vaultCaCertificate", certificate, ""],
    ["vaultAddressForPods", "https://10.0.0.5:8200", ""],
    ["vaultNamespace", "admin/team-a", ""],
    ["externalSecretStore", "theirs", ""],
    ["vaultProxy", { url: "http://proxy.example.com:3128" }, ""],
    ["vaultReadOnly", true, false],
    ["vaultKvMount", "kv", "secret"],
    ["vaultKvVersion", "v1", "v2"],
    ["esoLoginCreateMount", true, false],
    ["verify", { prometheus: { url: "https://p.example.com" } }, {}],
];

/** By the methods that have them. */
export const ofOthers: [methods: string, key: string, value: unknown, ofProject: unknown][] = [
    ["kubernetes or appRole or jwt", "esoRole", "west", ""],
    ["kubernetes or jwt", "esoServiceAccount", "a/b", ""],
    ["jwt", "esoAudience", "https://vault.example.com", ""],
    ["appRole", "esoRoleId", "hunter2", ""],
    ["appRole", "esoSecretId", "hunter2", ""],
];

export const ofServiceAccount = ofOthers.slice(0, 2).map(([, ...row]) => row);

export const ofMount: Row[] = [
    ["clusterAddressForVault", "https://10.0.0.1:6443", ""],
    ["clusterCaCertificateForVault", certificate, ""],
];

export const ofUserPass: Row[] = [
    ["esoUsername", "eso-west", ""],
    ["esoPassword", "hunter2", ""],
];

export const ofExporter: Row[] = [
    ["nodeExporterNamespaces", ["monitoring"], []],
    ["nodeExporterSelector", { a: "b" }, {}],
];

export const ofOwnExporter: Row[] = [
    ["nodeExporterPort", 9101, ""],
    ["hostMountPropagation", false, ""],
];

export const ofStateMetrics: Row[] = [
    ["kubeStateMetricsNamespaces", ["monitoring"], []],
    ["kubeStateMetricsSelector", { a: "b" }, {}],
];

export const dev = { ...least, dev: true };
export const kubernetes = { esoLogin: "kubernetes" };
export const otherSecrets = { remotePasswords: secrets.remotePasswords };
