import * as fs from "node:fs";
import * as path from "node:path";

import { nodeIp } from "../../lab/node/addresses";
import { succeed } from "./commands";

const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout"];

/**
 * Make a certificate authority, "ca", in a folder, and certificates that it vouches for, each as NAME.crt and NAME.key.
 * They are good for this machine's addresses. Returns the authority as PEM.
 */
export async function makeCertificates(folder: string, ...names: string[]): Promise<string> {
    const file = (name: string) => path.join(folder, name);
    const request = (name: string, args: string[]) =>
        succeed("openssl", ["req", "-new", ...key, file(`${name}.key`), "-subj", `/CN=${name}`, ...args]);
    await request("ca", ["-x509", "-days", "30", "-out", file("ca.crt")]);
    fs.writeFileSync(file("addresses.cnf"), `subjectAltName = IP:127.0.0.1, IP:${nodeIp()}\n`);
    const signed = ["-CA", file("ca.crt"), "-CAkey", file("ca.key"), "-CAcreateserial", "-days", "30"];
    for (const name of names) {
        await request(name, ["-out", file(`${name}.csr`)]);
        const out = ["-extfile", file("addresses.cnf"), "-out", file(`${name}.crt`)];
        await succeed("openssl", ["x509", "-req", "-in", file(`${name}.csr`), ...signed, ...out]);
    }
    return fs.readFileSync(file("ca.crt"), "utf8");
}
