import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";
import { apiService, nodeIp } from "./addresses";
import { firstNode, LabNode, secondNode } from "./nodes";

const folder = path.join(state, "certificates");

/** A certificate and its private key, as files. */
export interface KeyPair {
    cert: string;
    key: string;
}

export const authority = pair("ca");
export const serviceAccountKey = path.join(folder, "service-account.key");

/** Who has a certificate: Kubernetes reads user and groups from it. */
interface Holder {
    name: Identity;
    user: string;
    group?: string;
    /** What a server is called. */
    hosts?: string[];
}

export type Identity =
    | "api-server"
    | "api-server-to-kubelet"
    | "administrator"
    | "controller-manager"
    | "scheduler"
    | `${LabNode["prefix"]}kube-proxy`
    | `${LabNode["prefix"]}kubelet`;

function holders(): Holder[] {
    const names = ["127.0.0.1", "localhost", "kubernetes.default.svc", "kubernetes.default", apiService];
    return [
        { name: "api-server", user: "kube-apiserver", hosts: [...names, nodeIp()] },
        { name: "api-server-to-kubelet", user: "kube-apiserver-kubelet-client", group: "system:masters" },
        { name: "administrator", user: "alloy-stack-lab", group: "system:masters" },
        { name: "controller-manager", user: "system:kube-controller-manager" },
        { name: "scheduler", user: "system:kube-scheduler" },
        ...nodeHolders(firstNode()),
        ...nodeHolders(secondNode()),
    ];
}

function nodeHolders({ name, address, prefix }: LabNode): Holder[] {
    return [
        { name: `${prefix}kube-proxy`, user: "system:kube-proxy" },
        {
            name: `${prefix}kubelet`,
            user: `system:node:${name}`,
            group: "system:nodes",
            hosts: [name, "127.0.0.1", address],
        },
    ];
}

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
    for (const holder of holders()) await issue(holder);
    fs.writeFileSync(madeFor, nodeIp());
}

async function issue({ name, user, group, hosts = [] }: Holder): Promise<void> {
    const { cert, key } = pair(name);
    await newKey(key);
    const subject = `${group ? `/O=${group}` : ""}/CN=${user}`;
    const extensions = path.join(folder, `${name}.cnf`);
    const alternatives = hosts.map((host) => (/^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`));
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
