import { createPrivateKey, KeyObject, X509Certificate } from "node:crypto";

/** What is wrong with certificates in PEM form, in words that follow the place; undefined if nothing is. */
export function certificateProblem(pem: string): string | undefined {
    if (pem.includes("PRIVATE KEY"))
        return "holds a private key, which would stand in the agent's configuration";
    const certificates = split(pem);
    if (certificates.length === 0) return "is not a certificate in PEM form";
    const begun = pem.match(/-----BEGIN [A-Z ]*CERTIFICATE-----/g)?.length ?? 0;
    if (begun !== certificates.length) return "has a certificate that does not end";
    return certificates.flatMap((one) => problemOf(one) ?? [])[0];
}

/**
 * Certificates as every program reads them: each on lines of its own, and nothing beside them. Files that were put together
 * without a line end between them, notes behind a certificate and a byte order mark are read otherwise by different ones.
 */
export function normalCertificates(pem: string): string {
    return split(pem)
        .map((one) => new X509Certificate(one).toString())
        .join("");
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
    if (first === undefined || problemOf(first) !== undefined) return undefined; // A problem of its own.
    return new X509Certificate(first).checkPrivateKey(parsed) ? undefined : "is not the certificate's";
}

function split(pem: string): string[] {
    return pem.match(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END \1?CERTIFICATE-----/g) ?? [];
}

function problemOf(pem: string): string | undefined {
    let certificate: X509Certificate;
    try {
        certificate = new X509Certificate(pem);
    } catch {
        return "has a certificate that cannot be read";
    }
    // Go, in which the agent, the operator and Vault are written, refuses it; OpenSSL, which reads it here, does not.
    return certificate.serialNumber.startsWith("-")
        ? "has a certificate with a negative serial number, which Go does not take"
        : undefined;
}
