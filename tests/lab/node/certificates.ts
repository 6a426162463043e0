import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";
import { apiService, nodeIp, nodeName } from "./addresses";

const folder = path.join(state, "certificates");

/** A certificate and its private key, as files. */
export interface KeyPair {
    cert: string;
    key: string;
}

export const authority = pair("ca");
export const serviceAccountKey = path.join(folder, "service-account.key");

/** Who has a certificate: Kubernetes reads user and groups from it. */
const identities: { name: string; user: string; group?: string; hosts?: string[] }[] = [
    {
        name: "api-server",
        user: "kube-apiserver",
        hosts: ["127.0.0.1", "localhost", "kubernetes.default.svc", "kubernetes.default", apiService],
    },
    { name: "api-server-to-kubelet", user: "kube-apiserver-kubelet-client", group: "system:masters" },
    { name: "administrator", user: "alloy-stack-lab", group: "system:masters" },
    { name: "controller-manager", user: "system:kube-controller-manager" },
    { name: "scheduler", user: "system:kube-scheduler" },
    { name: "kube-proxy", user: "system:kube-proxy" },
    {
        name: "kubelet",
        user: `system:node:${nodeName}`,
        group: "system:nodes",
        hosts: [nodeName, "127.0.0.1"],
    },
];

export type Identity =
    | "api-server"
    | "api-server-to-kubelet"
    | "administrator"
    | "controller-manager"
    | "scheduler"
    | "kube-proxy"
    | "kubelet";

/** The certificate of one of the node's programs. */
export function certificateOf(identity: Identity): KeyPair {
    return pair(identity);
}

/** Make the certificate authority and every certificate, unless they are there for this machine's address. */
export async function ensureCertificates(): Promise<void> {
    const madeFor = path.join(folder, "node-ip");
    if (fs.existsSync(madeFor) && fs.readFileSync(madeFor, "utf8") === nodeIp()) return;

    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    await openssl(["genrsa", "-out", serviceAccountKey, "2048"]);
    await newKey(authority.key);
    await openssl([
        "req",
        "-x509",
        "-new",
        "-key",
        authority.key,
        "-out",
        authority.cert,
        "-days",
        "3650",
        "-subj",
        "/CN=alloy-stack lab",
    ]);
    for (const identity of identities) await issue(identity);
    fs.writeFileSync(madeFor, nodeIp());
}

async function issue({ name, user, group, hosts }: (typeof identities)[number]): Promise<void> {
    const { cert, key } = pair(name);
    await newKey(key);
    const subject = `${group ? `/O=${group}` : ""}/CN=${user}`;
    const names = [...(hosts ?? []), ...(hosts ? [nodeIp()] : [])];
    const extensions = path.join(folder, `${name}.cnf`);
    const alternatives = names.map((host) => (/^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`));
    fs.writeFileSync(
        extensions,
        [
            "basicConstraints = CA:FALSE",
            "extendedKeyUsage = serverAuth, clientAuth",
            ...(alternatives.length ? [`subjectAltName = ${alternatives.join(",")}`] : []),
        ].join("\n"),
    );
    const request = path.join(folder, `${name}.csr`);
    await openssl(["req", "-new", "-key", key, "-out", request, "-subj", subject]);
    await openssl([
        "x509",
        "-req",
        "-in",
        request,
        "-CA",
        authority.cert,
        "-CAkey",
        authority.key,
        "-CAcreateserial",
        "-out",
        cert,
        "-days",
        "3650",
        "-extfile",
        extensions,
    ]);
    fs.rmSync(request);
    fs.rmSync(extensions);
}

function newKey(file: string): Promise<string> {
    return openssl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file]);
}

function pair(name: string): KeyPair {
    return { cert: path.join(folder, `${name}.crt`), key: path.join(folder, `${name}.key`) };
}

function openssl(args: string[]): Promise<string> {
    return command("openssl", args);
}
