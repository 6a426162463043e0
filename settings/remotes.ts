import { Remote, RemoteKind } from "../components/remote";

/** Either the remote or what is wrong with the text. */
export type ParsedRemote = { remote: Remote } | { problem: string };

const name = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Read "name:url:username". The name ends at the first colon and the username begins after the last one, so the URL
 * may have colons of its own; a remote without a login ends with a bare colon.
 */
export function parseRemote(kind: RemoteKind, text: string): ParsedRemote {
    const first = text.indexOf(":");
    const last = text.lastIndexOf(":");
    const [display, url, username] = [
        text.slice(0, first),
        text.slice(first + 1, last),
        text.slice(last + 1),
    ].map((part) => part.trim()) as [string, string, string];

    const expected = `expected "name:url:username", for example "${example(kind)}"`;
    if (first < 0) return { problem: `${quote(text)} has no colon; ${expected}` };
    if (!name.test(display)) {
        return {
            problem: `${quote(text)} has the name ${quote(display)}; a name has small letters, digits, "-" and ".", and begins and ends with a letter or digit; ${expected}`,
        };
    }
    // A forgotten username leaves the URL's own last part in its place: "//host/path" or "9090/path".
    if (username.includes("/") || !/^https?:\/\/./.test(url)) {
        const whole = text.slice(first + 1).trim();
        return isHttp(whole)
            ? {
                  problem: `${quote(text)} lacks the username; write "${display}:${whole}:USERNAME", or "${display}:${whole}:" for no login`,
              }
            : { problem: `${quote(text)} has no http or https URL; ${expected}` };
    }
    if (!isHttp(url))
        return { problem: `${quote(text)} has the URL ${quote(url)}, which cannot be read; ${expected}` };
    const { username: inUrl, password } = new URL(url);
    if (inUrl || password) {
        // Not shown: it holds a password.
        return {
            problem: `the remote "${display}" has a login inside its URL; give the username after the last colon and the password in Vault`,
        };
    }
    if (/^\d+$/.test(username) && new URL(url).pathname === "/") {
        return {
            problem: `${quote(text)} could mean port ${username} or user ${username}; write the whole URL, path and port included, then ":" and the username`,
        };
    }
    return { remote: { kind, name: display, url, ...(username && { username }) } };
}

function example(kind: RemoteKind): string {
    return kind === RemoteKind.Prometheus
        ? "local:http://$NODE_IP:9090/api/v1/write:admin"
        : "local:http://$NODE_IP:3100/loki/api/v1/push:admin";
}

function isHttp(text: string): boolean {
    return /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "");
}

function quote(text: string): string {
    return JSON.stringify(text);
}
