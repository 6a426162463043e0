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
    if (!/^https?:\/\//.test(url)) return { found: `has no http or https URL but ${shown(url)}`, expected };
    const authority = authorityOf(url);
    // A password may have a "/", and the host is behind it then.
    if (url.includes("@")) {
        return {
            found: "has a login inside its URL, which is not shown here",
            expected:
                'a URL without one; the username beside it, and the password as a secret. In a path "@" is written as "%40"',
        };
    }
    if (authority.includes("$")) {
        return {
            found: `has the host ${shown(authority)}`,
            expected: "the host's name or address; only $NODE_IP stands for something else",
        };
    }
    if (/[^\0-\x7f]/.test(authority) && URL.canParse(url)) {
        return {
            found: `has letters other than ASCII in its host: ${shown(authority)}`,
            expected: `the host as name servers know it, "${new URL(url).host}", if that is meant`,
        };
    }
    // What RFC 3986 allows, without the "#" that no server ever sees.
    const [wrong] = /[^A-Za-z0-9\-._~:/?[\]!$&'()*+,;=%]/u.exec(url) ?? [];
    if (wrong !== undefined) {
        return {
            found: `has ${JSON.stringify(wrong)} in its URL: ${shown(url)}`,
            expected: `a URL writes it as "${encoded(wrong)}"`,
        };
    }
    const [percent] = /%(?![0-9A-Fa-f]{2})..?/.exec(url) ?? [];
    if (percent !== undefined) {
        return { found: `has "${percent}" in its URL: ${shown(url)}`, expected: 'a URL writes "%" as "%25"' };
    }
    const host = hostOf(authority);
    if (!URL.canParse(url) || host === "" || /[%[\]]/.test(host)) {
        return { found: `has a URL that cannot be read: ${shown(url)}`, expected };
    }
    return undefined;
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
    return (
        wrong && {
            found: wrong.found,
            expected: 'an http or https address, for example "https://vault.example.com"',
        }
    );
}
