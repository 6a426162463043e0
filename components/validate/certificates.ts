import { createPrivateKey, KeyObject, X509Certificate } from "node:crypto";

/** What is wrong with certificates in PEM form, in words that follow the place; undefined if nothing is. */
export function certificateProblem(pem: string): string | undefined {
    if (pem.includes("PRIVATE KEY"))
        return "holds a private key, which would stand in the agent's configuration";
    const certificates = split(pem);
    if (certificates.length === 0) return "is not a certificate in PEM form";
    return certificates.some((one) => !canBeRead(one)) ? "has a certificate that cannot be read" : undefined;
}

/** What is wrong with the private key of a certificate; neither is shown. */
export function privateKeyProblem(key: string, certificate: string): string | undefined {
    let parsed: KeyObject;
    try {
        parsed = createPrivateKey(key);
    } catch {
        return key.includes("ENCRYPTED") ? "is encrypted itself" : "is not a private key in PEM form";
    }
    const [first] = split(certificate);
    if (first === undefined || !canBeRead(first)) return undefined; // A problem of its own.
    return new X509Certificate(first).checkPrivateKey(parsed) ? undefined : "is not the certificate's";
}

function split(pem: string): string[] {
    return pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
}

function canBeRead(certificate: string): boolean {
    try {
        return Boolean(new X509Certificate(certificate));
    } catch {
        return false;
    }
}
