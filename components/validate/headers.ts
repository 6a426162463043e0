/** Headers that the agent sets itself, or that have a field of their own, and what to do instead. */
const taken = new Map([
    ["authorization", "username, or bearerToken, which is kept in Vault"],
    ["proxy-authorization", "no login in a header, where everybody can read it"],
    ["cookie", "no login in a header, where everybody can read it"],
    ["x-scope-orgid", "tenant"],
]);

/** What the clients for Prometheus and Loki say for themselves. */
const protocol = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "keep-alive",
    "transfer-encoding",
    "upgrade",
    "x-prometheus-remote-write-version",
];

/** What is wrong with one more header for a remote. Its value is not shown: people put logins into headers. */
export function headerProblem(name: string, value: string): { found: string; expected: string } | undefined {
    // Objects in JavaScript have another use for it: it would be lost on the way.
    if (name === "__proto__" || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
        return {
            // People write whole lines there, values included.
            found: `has a header whose name begins with ${JSON.stringify(/^[\w-]*/.exec(name)?.[0] ?? "")}`,
            expected: 'letters, digits and "-" in a header\'s name',
        };
    }
    const instead = taken.get(name.toLowerCase());
    if (instead) return { found: `has the header "${name}"`, expected: instead };
    if (protocol.includes(name.toLowerCase())) {
        return { found: `has the header "${name}"`, expected: "none that the agent sets itself" };
    }
    if (!/^[\x20-\x7e]*$/.test(value)) {
        return {
            found: `has the header "${name}" with a line break, or with letters other than ASCII`,
            expected: "one line of ASCII",
        };
    }
    return undefined;
}
