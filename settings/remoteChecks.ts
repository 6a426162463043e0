import { Remote, RemoteTls } from "../components/remotes";
import { certificateProblem } from "./certificates";
import { headerProblem } from "./headers";
import { Problem, shown } from "./problems";
import { nameProblem, nameRule } from "./remoteName";
import { urlProblem } from "./url";

/** A problem whose place is known. */
export type Found = Omit<Problem, "at">;

/** What is wrong with a remote, whichever way it was written. */
export function remoteProblems(remote: Remote): Found[] {
    const { name, url, username, bearerToken, tls, tenant, headers = {} } = remote;
    const wrongName = nameProblem(name);
    const who = wrongName ? "the remote" : `the remote "${name}"`;
    const wrongUrl = urlProblem(url);
    const found: (Found | undefined)[] = [
        wrongName ? { found: wrongName, expected: nameRule } : undefined,
        wrongUrl,
        username === undefined || /^[^\p{C}:]{1,255}$/u.test(username)
            ? undefined
            : { found: `has the username ${shown(username)}`, expected: "one line without a colon" },
        username && bearerToken
            ? { found: "has a username and a bearerToken", expected: "one of the two" }
            : undefined,
        tenant === undefined || isTenant(tenant)
            ? undefined
            : {
                  found: `has the tenant ${shown(tenant)}`,
                  expected: 'up to 150 letters, digits and !-_.*\'(), and not "." or ".."',
              },
        ...Object.entries(headers).map(([header, value]) => headerProblem(header, value)),
        ...repeated(Object.keys(headers)),
        ...(tls ? tlsProblems(tls, url) : []),
    ];
    return found.flatMap((one) => (one ? { ...one, found: `${who} ${one.found}` } : []));
}

function tlsProblems(tls: RemoteTls, url: string): (Found | undefined)[] {
    const { ca, clientCertificate, serverName, skipVerification } = tls;
    const certificate = (field: string, pem: string | undefined): Found | undefined => {
        const wrong = pem === undefined ? undefined : certificateProblem(pem);
        if (!wrong) return undefined;
        const expected = "certificates in PEM form; a private key is a secret, in remoteClientKeys";
        return { found: `has a tls.${field} that ${wrong}`, expected };
    };
    return [
        url.startsWith("http://")
            ? { found: "has tls and an http URL", expected: "an https URL, or no tls" }
            : undefined,
        certificate("ca", ca),
        certificate("clientCertificate", clientCertificate),
        serverName === undefined || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(serverName)
            ? undefined
            : { found: `has the tls.serverName ${shown(serverName)}`, expected: "a host's name" },
        ca !== undefined && skipVerification
            ? {
                  found: "has tls.ca and tls.skipVerification",
                  expected: "one of the two: the first has no effect beside the second",
              }
            : undefined,
    ];
}

/** What Mimir and Loki take. */
function isTenant(tenant: string): boolean {
    return /^[A-Za-z0-9!_.*'()-]{1,150}$/.test(tenant) && ![".", ".."].includes(tenant);
}

function repeated(headers: string[]): Found[] {
    const lower = headers.map((header) => header.toLowerCase());
    return headers
        .filter((_, index) => lower.indexOf(lower[index] ?? "") < index)
        .map((header) => ({
            found: `has the header "${header}" twice`,
            expected: "each header once, in whatever case",
        }));
}
