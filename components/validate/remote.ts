import { loginOf, Remote, RemoteLogin, secretsOf, valueOf } from "../remotes";
import { SecretSource } from "../vault/secretSource";
import { certificateProblem, privateKeyProblem } from "./certificates";
import { headerProblem } from "./headers";
import { nameProblem, nameRule } from "./names";
import { isDnsSubdomain } from "./kubernetes";
import { addedLabelsProblem } from "./labels";
import { Found, shown } from "./problem";
import { sendingProblems } from "./sending";
import { urlProblem } from "./url";

/** What is wrong with a remote, but for its secrets. What comes from another resource is looked at when it is there. */
export function remoteProblems(remote: Remote): Found[] {
    const { name, username, headers = {} } = remote;
    const wrongName = nameProblem(name);
    const who = wrongName ? "the remote" : `the remote "${name}"`;
    const found: (Found | undefined)[] = [
        wrongName ? { found: wrongName, expected: nameRule } : undefined,
        ifText(remote.url, urlProblem),
        ifText(username, usernameProblem),
        loginProblem(remote),
        ...sendingProblems(remote),
        ifText(remote.proxyUrl, proxyProblem),
        ifText(remote.tenant, tenantProblem),
        ...Object.entries(headers).map(([header, value]) =>
            ifText(value, (text) => headerProblem(header, text)),
        ),
        ...repeated(Object.keys(headers)),
        ...tlsProblems(remote),
        addedLabelsProblem(remote.labels ?? {}, [remote.kind]),
    ];
    return found.flatMap((one) => (one ? [{ ...one, found: `${who} ${one.found}` }] : []));
}

/**
 * What is wrong with a remote's secrets, by the name of the field that it is about. `unwritable` is why none can be written
 * into Vault, if that is so.
 */
export function secretProblems(remote: Remote, unwritable?: string): (Found & { field: string })[] {
    const { secretSource = SecretSource.Config, clientCertificate } = remote;
    const secrets = secretsOf(remote);
    const elsewhere = existingSecretProblem(remote, secrets.length > 0);
    if (elsewhere) return [elsewhere];
    const isWritten = [SecretSource.Config, SecretSource.Generated].includes(secretSource);
    if (unwritable !== undefined && secrets.length > 0 && isWritten) {
        return [
            {
                field: "secretSource",
                found: `is "${secretSource}", and ${unwritable}`,
                expected: '"vault", or a Vault that may be written',
            },
        ];
    }
    if (secretSource === SecretSource.Generated && clientCertificate !== undefined) {
        return [
            {
                field: "secretSource",
                found: 'is "generated", and the private key of the remote\'s client certificate cannot be generated',
                expected: '"config", with the key, or "vault"',
            },
        ];
    }
    if (secretSource !== SecretSource.Config) return [];
    return secrets.flatMap(({ property }) => {
        const field = fieldOf[property];
        const value = valueOf(remote, property);
        if (value === undefined) return [{ field, found: "is missing", expected: expectedOf[property] }];
        if (typeof value !== "string") return [];
        const wrong = secretProblem(property, value, clientCertificate);
        return wrong ? [{ field, ...wrong }] : [];
    });
}

function existingSecretProblem(
    { secretSource, existingSecret: existing }: Remote,
    hasSecrets: boolean,
): (Found & { field: string }) | undefined {
    const field = "existingSecret";
    if (secretSource === SecretSource.Secret) {
        if (!existing) return { field, found: "is missing", expected: "the name of the Secret that has it" };
    } else if (existing) {
        const found = `is "${secretSource ?? SecretSource.Config}", and existingSecret names a Secret`;
        return { field: "secretSource", found, expected: '"secret", or no existingSecret' };
    }
    if (!existing) return undefined;
    const { name, key = "password" } = existing;
    if (!hasSecrets) return { field, found: "is given, and the remote needs no secret" };
    if (!isDnsSubdomain(name))
        return { field, found: "has a name that no Secret can have", expected: "a Secret's name" };
    if (!/^[-._A-Za-z0-9]{1,253}$/.test(key))
        return { field, found: "has a key that no Secret can have", expected: "a key of that Secret" };
    return undefined;
}

const fieldOf = {
    password: "password",
    token: "bearerToken",
    client_secret: "clientSecret",
    client_key: "clientKey",
};

/** What a secret should be, in words that show none. */
export const expectedOf = {
    password: "the remote's password",
    token: "the remote's bearer token",
    client_secret: "the secret of the remote's OAuth 2 client",
    client_key: "the private key of the remote's client certificate, in PEM form",
};

/** What is wrong with a secret that is given; it is not shown. */
export function secretProblem(
    property: keyof typeof expectedOf,
    value: string,
    certificate?: unknown,
): Found | undefined {
    const expected = expectedOf[property];
    if (value === "") return { found: "is empty", expected };
    if (property === "client_key") {
        const wrong = typeof certificate === "string" ? privateKeyProblem(value, certificate) : undefined;
        return wrong ? { found: wrong, expected: "the certificate's private key in PEM form" } : undefined;
    }
    // The agent leaves that out, and the remote does not.
    return value === value.trim()
        ? undefined
        : { found: "begins or ends with a space or a line break", expected };
}

/** A login that is not what is given for it: the agent would send a half of it. */
function loginProblem(remote: Remote): Found | undefined {
    const { username, bearerToken } = remote;
    const login = loginOf(remote);
    const wrong = {
        [RemoteLogin.BearerToken]: username !== undefined && "has a username and a bearerToken",
        [RemoteLogin.Password]:
            username === undefined
                ? 'has the login "password" and no username'
                : bearerToken !== undefined && 'has the login "password" and a bearerToken',
        [RemoteLogin.None]:
            (username !== undefined && 'has the login "none" and a username') ||
            (bearerToken !== undefined && 'has the login "none" and a bearerToken'),
        [RemoteLogin.OAuth2]: otherLogin(remote, "oauth2"),
        [RemoteLogin.SigV4]: otherLogin(remote, "sigv4"),
    }[login];
    const expected = "one login: a username and a password, a bearerToken, oauth2, sigv4, or none";
    return wrong ? { found: wrong, expected } : undefined;
}

/** What a remote has beside a login of its kind, or that it lacks what is needed for that. */
function otherLogin(remote: Remote, login: "oauth2" | "sigv4"): string | false {
    if (remote[login] === undefined) return `has the login "${login}" and no ${login}`;
    const others = (["username", "bearerToken", "oauth2", "sigv4"] as const).filter(
        (other) => other !== login && remote[other] !== undefined,
    );
    return others.length > 0 && `has ${[login, ...others].join(" and ")}`;
}

function ifText(value: unknown, check: (text: string) => Found | undefined): Found | undefined {
    return typeof value === "string" ? check(value) : undefined;
}

function usernameProblem(username: string): Found | undefined {
    if (/^[^\p{C}:]{1,255}$/u.test(username)) return undefined;
    // From a colon on it may be a password.
    const begin = /^[\w.@-]*/.exec(username)?.[0] ?? "";
    return { found: `has a username that begins with "${begin}"`, expected: "one line without a colon" };
}

function proxyProblem(url: string): Found | undefined {
    return (
        urlProblem(url) && {
            found: "has a proxyUrl that is no http or https URL",
            expected: 'such as "http://proxy.example.com:3128", without a login',
        }
    );
}

/** What Mimir and Loki take. */
function tenantProblem(tenant: string): Found | undefined {
    if (/^[A-Za-z0-9!_.*'()-]{1,150}$/.test(tenant) && ![".", ".."].includes(tenant)) return undefined;
    const expected = 'up to 150 letters, digits and !-_.*\'(), and not "." or ".."';
    return { found: `has the tenant ${shown(tenant)}`, expected };
}

function tlsProblems({
    url,
    ca,
    clientCertificate,
    serverName,
    skipVerification,
}: Remote): (Found | undefined)[] {
    const certificate = (field: string) => (pem: string) => {
        const wrong = certificateProblem(pem);
        const expected = "certificates in PEM form; a private key is a secret, in a field of its own";
        return wrong ? { found: `has a ${field} that ${wrong}`, expected } : undefined;
    };
    const given = { ca, clientCertificate, serverName, skipVerification };
    const tls = Object.entries(given).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    return [
        typeof url === "string" && url.startsWith("http://") && tls.length > 0
            ? { found: `has ${tls.join(", ")} and an http URL`, expected: "an https URL, or none of them" }
            : undefined,
        ifText(ca, certificate("ca")),
        ifText(clientCertificate, certificate("clientCertificate")),
        serverName === undefined || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(serverName)
            ? undefined
            : { found: `has the serverName ${shown(serverName)}`, expected: "a host's name" },
        ca !== undefined && skipVerification
            ? {
                  found: "has ca and skipVerification",
                  expected: "one of the two: the first has no effect beside the second",
              }
            : undefined,
    ];
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
