import { RemoteKind } from "../components/remotes";
import { nameProblem, nameRule } from "../components/validate/names";
import { Problem } from "./problems";

/** What a remote's text says, or what is wrong with it. */
export type ReadText = { name: string; url: string; username: string } | { problem: Omit<Problem, "at"> };

/** Scheme, host, port, path; and after one more colon the username. A colon in the path could be either's. */
const grammar = /^(https?:\/\/(?:\[[^\]]*\]|[^:/?#[\]]+)(:\d+)?([/?#][^:]*)?)(?::([^:]*))?$/;

/**
 * Read "name:url:username". A remote without a login ends with a bare colon: a forgotten username would go unnoticed
 * otherwise. What stands where a password may be is not repeated.
 */
export function readText(kind: RemoteKind, text: string): ReadText {
    const colon = text.indexOf(":");
    const name = text.slice(0, Math.max(colon, 0)).trim();
    const rest = text.slice(colon + 1).trim();
    const example = `- ${exampleOf(kind)}`;
    const refused = (found: string, more: Partial<Problem> = {}): ReadText => ({
        problem: { found, expected: '"name:url:username"', write: example, ...more },
    });

    if (/^\s*(name|url|username)\s*=/.test(text)) {
        return refused('is written with "=", which only solo-provisioner reads', {
            expected: '"name:url:username", or an object with these fields',
            write: "- name: primary\n  url: https://HOST/PATH\n  username: USERNAME",
        });
    }
    if (colon < 0) return refused("is text without a colon");
    if (/^https?$/.test(name) && rest.startsWith("//")) {
        const write = `- NAME:https://HOST${pushPath[kind]}:USERNAME`;
        return refused("is a URL without a name before it", { write });
    }
    const wrongName = nameProblem(name);
    if (wrongName) return refused(`the remote ${wrongName}`, { expected: nameRule });
    const placeholder = `- ${name}:https://HOST${pushPath[kind]}:USERNAME`;
    if (!/^https?:\/\//.test(rest)) {
        return refused(`the remote "${name}" has no http or https URL`, { write: placeholder });
    }
    if (hasLoginInside(rest)) {
        return refused(`the remote "${name}" has a login inside its URL, which is not shown here`, {
            expected: "the username after the last colon, and the password as a secret",
            write: placeholder,
        });
    }
    const [, url, port, path, username] = trimmed(grammar.exec(rest) ?? []);
    if (url === undefined) {
        return refused(
            `the remote "${name}" has more colons than one after its URL, or a URL that cannot be read`,
            {
                expected:
                    '"name:url:username" without a password, which is a secret; a URL with a colon in its path needs the form with "name", "url" and "username"',
                write: placeholder,
            },
        );
    }
    if (username?.includes("/")) {
        return refused(`the remote "${name}" has a "/" in its username`, {
            expected: '"name:url:username"; such a username needs the form with "name", "url" and "username"',
            write: placeholder,
        });
    }
    if (username === undefined && port && !path) {
        const number = port.slice(1);
        return refused(`the remote "${name}" ends with ${number}, which could be a port or a username`, {
            expected: "the whole URL, with its port and path, then a colon and the username",
            write: placeholder,
        });
    }
    if (username === undefined) {
        return refused(`the remote "${name}" lacks the username`, {
            expected: "a colon and the username after the URL, or a bare colon for no login",
            // Its query may have a key in it, and what is behind a "#" is no part of it.
            write: `- ${name}:${url.replace(/#.*/, "").replace(/\?.*/, "?QUERY")}:USERNAME`,
        });
    }
    return { name, url, username };
}

/** Only in a username may there be an "@": after the last colon, behind a URL with a path. */
function hasLoginInside(rest: string): boolean {
    const colon = rest.lastIndexOf(":");
    const [url, username] = [rest.slice(0, colon), rest.slice(colon + 1)];
    if (url.includes("@")) return true;
    return username.includes("@") && (username.includes("/") || !/^https?:\/\/[^/]+\//.test(url));
}

function trimmed(parts: (string | undefined)[]): (string | undefined)[] {
    return parts.map((part) => part?.trim());
}

/** Where servers of each kind usually take what is sent. */
export const pushPath = {
    [RemoteKind.Prometheus]: "/api/v1/write",
    [RemoteKind.Loki]: "/loki/api/v1/push",
};

export function exampleOf(kind: RemoteKind): string {
    const port = kind === RemoteKind.Prometheus ? 9090 : 3100;
    return `local:http://$NODE_IP:${port}${pushPath[kind]}:admin`;
}
