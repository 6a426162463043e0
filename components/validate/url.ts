import { shown } from "./problem";

/** What is wrong with an address, in words that follow the place where it stands; undefined if nothing is. */
export interface UrlProblem {
    found: string;
    expected: string;
}

const expected = 'a whole address with its path, for example "https://prometheus.example.com/api/v1/write"';

/**
 * Look at a push address. Stricter than `URL`, which mends what it is given: the agent takes the text as it stands, and
 * one that Go cannot read would keep it from starting.
 */
export function urlProblem(url: string): UrlProblem | undefined {
    // What stands there instead may be anything, a token as well.
    if (!/^https?:\/\//.test(url)) return { found: "has no http or https URL", expected };
    const authority = authorityOf(url);
    // A password may have a "/", and the host is behind it then.
    if (url.includes("@")) {
        return {
            found: "has a login inside its URL, which is not shown here",
            expected:
                'a URL without one; the username beside it, and the password as a secret. In a path "@" is written as "%40"',
        };
    }
    const [host = ""] = authority.split(":");
    if (host.includes("$")) {
        return {
            found: `has the host ${shown(host)}`,
            expected: "the host's name or address; only $NODE_IP stands for something else",
        };
    }
    const [name] = /\$\w+/.exec(url) ?? [];
    if (name !== undefined) {
        const expected = 'only $NODE_IP stands for something else; a "$" itself is written as "%24"';
        // Not every "$" begins a name: passwords have them.
        const what = /^\$[A-Z_]+$/.test(name) ? name : "$";
        return { found: `has ${shown(what)} in its URL, ${begin(url)}`, expected };
    }
    if (/:0+$/.test(authority))
        return { found: `has the port 0, ${begin(url)}`, expected: "a port from 1 to 65535" };
    const parsed = parsedUrl(url);
    if (/[^\0-\x7f]/.test(authority) && parsed) {
        return {
            found: `has letters other than ASCII in its host: ${shown(authority)}`,
            expected: `the host as name servers know it, "${parsed.host}", if that is meant`,
        };
    }
    // What RFC 3986 allows, without the "#" that no server ever sees.
    const [wrong] = /[^A-Za-z0-9\-._~:/?[\]!$&'()*+,;=%]/u.exec(url) ?? [];
    if (wrong !== undefined) {
        return {
            found: `has ${JSON.stringify(wrong)} in its URL, ${begin(url)}`,
            expected: `a URL writes it as "${encoded(wrong)}"`,
        };
    }
    const [percent] = /%(?![0-9A-Fa-f]{2})..?/.exec(url) ?? [];
    if (percent !== undefined) {
        return { found: `has "${percent}" in its URL, ${begin(url)}`, expected: 'a URL writes "%" as "%25"' };
    }
    const inner = hostOf(authority);
    if (!parsed || inner === "" || /[%[\]]/.test(inner)) {
        return { found: `has a URL that cannot be read, ${begin(url)}`, expected };
    }
    return undefined;
}

/** How a URL begins, with nothing of it in which a password can be: people forget the host behind a login. */
function begin(url: string): string {
    return `which begins with "${/^https?:\/\/[^:/?#]*/.exec(url)?.[0] ?? ""}"`;
}

/** Not `URL.canParse`: once it has been called often, Node 20's says no to letters other than ASCII. */
function parsedUrl(url: string): URL | undefined {
    try {
        return new URL(url);
    } catch {
        return undefined;
    }
}

/** Host and port, and a login if there is one. */
function authorityOf(url: string): string {
    return /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? "";
}

/** Without the port, and without the brackets of an IPv6 address. */
function hostOf(authority: string): string {
    return authority.replace(/:\d*$/, "").replace(/^\[([0-9A-Fa-f:.]*)\]$/, "$1");
}

function encoded(character: string): string {
    return [...Buffer.from(character)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
        .join("");
}

/** What is wrong with Vault's address; undefined if nothing is. */
export function vaultAddressProblem(address: string): UrlProblem | undefined {
    const wrong = urlProblem(address);
    if (wrong) return { found: wrong.found, expected: vaultAddressRule };
    const { origin, pathname, search, hash } = new URL(address);
    if (search !== "" || hash !== "" || /^\/(ui|v1)(\/|$)/.test(pathname)) {
        const path = /^(.*?)\/(ui|v1)(\/|$)/.exec(pathname)?.[1] ?? pathname.replace(/\/$/, "");
        return {
            found: "is an address of Vault's pages or API",
            expected: `only where Vault is: "${origin}${path}". Its namespace is a setting of its own`,
        };
    }
    return undefined;
}

const vaultAddressRule = 'an http or https address, for example "https://vault.example.com"';
