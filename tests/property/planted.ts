import * as fc from "fast-check";

import { Configuration, secretMarker as secret } from "../support/configurations/valid";

/** Somebody puts a secret where none belongs. */
export type Planting = (configuration: Configuration) => Configuration;

/** In a list of remotes, before those that are there. */
function remote(entry: unknown): Planting[] {
    return ["prometheusRemotes", "lokiRemotes"].map((key) => (all) => ({
        ...all,
        [key]: [entry, ...(Array.isArray(all[key]) ? (all[key] as unknown[]) : [])],
    }));
}

/** As the text of a remote. */
const texts = [
    secret,
    `a ${secret}`,
    `${secret}@h/x`,
    `a:${secret}`,
    `a:u:${secret}@h/x:u`,
    `a:http://u:${secret}@h/x:u`,
    `a:http://u:${secret}@h/x`,
    `a:http://u:${secret}@h`,
    `a:http://u:1/${secret}@h/x:u`,
    `a:http://u:1#${secret}@h/x:u`,
    `a:http://u:${secret}/x`,
    `a:http://u:$${secret}/x:`,
    `a:http://u:p%${secret}/x:`,
    `a:http://u:ä${secret}/x:`,
    `a:http://h/x#${secret}`,
    `a:http://h/x?key=${secret}`,
    `a:http://h/x?key=$${secret}:u`,
    `a:http://h/x:u:${secret}`,
    `a:http://h:9090/x:u:${secret}/x`,
    `a:http://h:u:${secret}`,
    `a:http://h/x:u ${secret}:`,
    `http://u:${secret}@h/x`,
    `u:${secret}@http://h/x:u`,
    `a=${secret}:http://h/x:u`,
    `a/${secret}:http://h/x:u`,
    `a ${secret}:http://h/x:u`,
    `name=a,url=http://h/x,username=u,password=${secret}`,
];

/** As a part of a remote that is an object; a URL and a name are added to all that have none. */
const objects: Record<string, unknown>[] = [
    { password: secret },
    { [`password:${secret}`]: null },
    { [`password=${secret}`]: null },
    { bearerToken: secret },
    { [`bearerToken ${secret}`]: true },
    { username: `u:${secret}` },
    { username: `u:${secret}@h` },
    { username: { u: secret } },
    { username: [`u:${secret}`] },
    { url: secret },
    { url: `u:${secret}@h/x` },
    { url: `https://u:${secret}@h/x` },
    { url: `https://u:/${secret}@h:x/x` },
    { url: `https://u:$${secret}/x` },
    { url: `https://u:${secret}/x` },
    { url: `https://u:0${secret}:0/x` },
    { url: `https://h/x y?${secret}` },
    { url: `https://h/x?a=%zz${secret}` },
    { url: [`https://u:${secret}@h/x`] },
    { ca: `-----BEGIN PRIVATE KEY-----${secret}` },
    { ca: secret },
    { clientCertificate: [secret] },
    { clientCertificate: `-----BEGIN PRIVATE KEY-----\n${secret}` },
    { tls: secret },
    { tls: { key: secret } },
    { tls: { [`key:${secret}`]: null } },
    { tls: { ca: `-----BEGIN PRIVATE KEY-----${secret}` } },
    { serverName: `https://u:${secret}@h` },
    { tenant: `u:${secret}@h` },
    { proxyUrl: `http://u:${secret}@proxy:3128` },
    { proxyUrl: secret },
    { proxyUrl: { url: secret } },
    { existingSecret: secret },
    { existingSecret: { name: `${secret}!` } },
    { existingSecret: { name: "a", key: `${secret} x` } },
    { existingSecret: { name: "a", password: secret } },
    { existingSecret: { name: "a", [`password:${secret}`]: null } },
    { headers: secret },
    { headers: [`Authorization: Bearer ${secret}`] },
    { headers: { Authorization: `Bearer ${secret}` } },
    { headers: { Authorization: [secret] } },
    { headers: { [`Authorization: Bearer ${secret}`]: "" } },
    { headers: { [`X-Api-Key: ${secret}`]: null } },
    { headers: { [`X-Api-Key=${secret}`]: "" } },
    { headers: { "X-A": `${secret}\nX-B: 1` } },
    { headers: { Cookie: secret } },
];

const whole = { name: "planted", url: "https://h/api/v1/write" };

/** As the value of a key. */
const values: Record<string, unknown[]> = {
    vaultAddress: [
        `hvs.${secret}`,
        `https://u:${secret}@vault.example.com`,
        `https://vault.example.com/?token=${secret}`,
        `https://vault.example.com/ui/vault?token=${secret}`,
        `https://vault.example.com:$${secret}`,
        [`https://u:${secret}@vault.example.com`],
    ],
    vaultAddressForPods: [`hvs.${secret}`, `https://u:${secret}@vault.example.com`],
    clusterAddressForVault: [secret, `https://u:${secret}@10.0.0.1:6443`],
    vaultCaCertificate: [
        `-----BEGIN PRIVATE KEY-----\n${secret}`,
        `-----BEGIN CERTIFICATE-----\n${secret}`,
        `a\n${secret}`,
        [secret],
    ],
    clusterCaCertificateForVault: [`-----BEGIN PRIVATE KEY-----\n${secret}`, secret],
    vaultNamespace: [`https://u:${secret}@vault.example.com`],
    vaultProxy: [
        `http://u:${secret}@proxy:3128`,
        { url: `http://u:${secret}@proxy:3128` },
        { url: secret },
        { url: "http://proxy:3128", password: secret },
        { url: "http://proxy:3128", [`password:${secret}`]: null },
    ],
    esoUsername: [`eso:${secret}`, `eso ${secret}`, [secret]],
    esoPassword: [[secret], { password: secret }],
    esoSecretId: [[secret]],
    devVaultToken: [[secret], { token: secret }],
    previousLogsPassword: [[secret]],
    remotePasswords: [
        secret,
        [secret],
        { "prometheus/nobody": secret },
        { "prometheus/nobody": [secret] },
        { [secret]: "prometheus/nobody" },
        { [`prometheus/nobody:${secret}`]: null },
        { x: { y: secret } },
    ],
    remoteClientKeys: [secret, { "loki/nobody": secret }, { [secret]: "x" }],
    secretSources: [secret, { "prometheus/nobody": secret }, { "loki/nobody": [secret] }],
    charts: [
        `https://u:${secret}@charts.example`,
        { alloy: `https://u:${secret}@charts.example` },
        { alloy: { chart: `oci://u:${secret}@r.example/alloy` } },
        { alloy: { chart: `HTTPS://u:${secret}@r.example/alloy.tgz` } },
        { alloy: { chart: "alloy", repository: `https://u:${secret}@charts.example` } },
        { alloy: { chart: "alloy", repository: `https://u:1/${secret}@charts.example` } },
        { alloy: { chart: "alloy", repository: `u:${secret}@charts.example` } },
        { alloy: { chart: "alloy", password: secret } },
        { alloy: { chart: "alloy", [`password:${secret}`]: null } },
    ],
    images: [
        { alloy: `u:${secret}@r.example/alloy:v1` },
        { alloy: `https://u:${secret}@r.example/alloy:v1` },
        { alloy: `r.example/alloy:v1?token=${secret}` },
        { alloy: [secret] },
        { [`alloy:${secret}`]: null },
        `u:${secret}@r.example`,
    ],
    imageMirror: [`https://u:${secret}@r.example`, `u:${secret}@r.example/mirror`, [secret]],
    imagePullSecrets: [[`u:${secret}@r.example`], `u:${secret}@r.example`],
    imageRegistryLogin: [
        `u:${secret}`,
        { server: "r.example", username: "u", password: secret },
        { server: "r.example", username: `u:${secret}` },
        { server: `https://u:${secret}@r.example`, username: "u" },
        { server: "r.example", [`username:u:${secret}`]: null },
    ],
    imageRegistryPassword: [[secret]],
    kubeconfig: [
        `apiVersion: v1\nusers:\n    - user:\n          token: ${secret}\n`,
        `{"apiVersion": "v1", "users": [{"user": {"token": "${secret}"}}]}`,
        { users: [{ user: { token: secret } }] },
    ],
    verify: [
        secret,
        { prometheus: `https://u:${secret}@h` },
        { prometheus: { url: `u:${secret}@h` } },
        { prometheus: { url: "https://h", [`password:${secret}`]: null } },
        { [`prometheus:${secret}`]: null },
    ],
    agentResources: [{ [`limits:${secret}`]: null }],
    storagePath: [`https://u:${secret}@h/x`],
    journal: [{ path: `https://u:${secret}@h/x` }],
    nodeIp: [`u:${secret}@192.0.2.1`],
    clusterName: [`u:${secret}@west`],
};

const all: Planting[] = [
    ...texts.flatMap(remote),
    ...objects.flatMap((part) => remote({ ...whole, ...part })),
    ...["prometheusRemotes", "lokiRemotes"].flatMap((key) =>
        [`a:http://u:${secret}@h/x`, { a: secret }, { [`a:http://u:${secret}@h/x`]: null }].map(
            (value): Planting =>
                (given) => ({ ...given, [key]: value }),
        ),
    ),
    ...remote({ [`a:http://u:${secret}@h/x`]: null }),
    ...remote({ [`u:${secret}@h/x`]: null }),
    ...remote([secret]),
    ...Object.entries(values).flatMap(([key, wrong]) =>
        wrong.map((value): Planting => (given) => ({ ...given, [key]: value })),
    ),
    // Keys that are written as if they were lines.
    (given) => ({ ...given, [`esoPassword=${secret}`]: "" }),
    (given) => ({ ...given, [`esoPassword: ${secret}`]: "" }),
];

/** How many places there are. */
export const places = all.length;

/** A configuration with secrets in one wrong place or several. */
export function planted(valid: fc.Arbitrary<Configuration>): fc.Arbitrary<Configuration> {
    const plantings = fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 3 });
    return fc.tuple(valid, plantings).map(([given, some]) => some.reduce((one, plant) => plant(one), given));
}

/** Each place by itself, in a configuration. */
export function plantedOnce(given: Configuration): Configuration[] {
    return all.map((plant) => plant(given));
}
