import * as fc from "fast-check";

import { RemoteKind, secretName } from "../../../components/remotes";
import { certificate } from "../certificate";
import { addedLabels } from "./collected";
import { sendingOf } from "./sending";

/** A remote as a stack file has it, and what its secrets are asked for. */
export interface GivenRemote {
    kind: RemoteKind;
    name: string;
    entry: string | Record<string, unknown>;
    hasLogin: boolean;
    hasClientKey: boolean;
}

/** No two dots side by side, which lead elsewhere in a path. */
const hasNoDots = (text: string) => !text.includes("..");

const name = fc.oneof(
    {
        weight: 4,
        arbitrary: fc.stringMatching(/^[A-Za-z0-9]([-_.A-Za-z0-9]{0,20}[A-Za-z0-9])?$/).filter(hasNoDots),
    },
    { weight: 1, arbitrary: fc.constantFrom("true", "null", "1st", "grafana-cloud", "x".repeat(50)) },
);

const host = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
    fc.constantFrom("$NODE_IP", "localhost", "loki.monitoring.svc", "a_b.example"),
);

const address = fc
    .tuple(
        host,
        fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
        fc.constantFrom("/api/v1/write", "/loki/api/v1/push", "/"),
        fc
            .stringMatching(/^([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-F]{2}){0,20}$/)
            // What stands for something else.
            .filter((text) => !/\$\w/.test(text)),
    )
    .map(([where, port, path, rest]) => `${where}${port === undefined ? "" : `:${port}`}${path}${rest}`);

/** What a person may be called in some directory: anything on one line but a colon. */
const username = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[\p{C}:]/gu, "").trim())
    .filter((text) => text !== "" && text.length < 200);

const header = fc
    .stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,20}$/)
    .filter((one) => one.toLowerCase() !== "x-scope-orgid" && !/remote-write/i.test(one));

const headers = fc
    .uniqueArray(fc.tuple(header, fc.stringMatching(/^[\x20-\x7e]{0,30}$/)), {
        minLength: 1,
        maxLength: 3,
        selector: ([key]) => key.toLowerCase(),
    })
    .map((pairs) => Object.fromEntries(pairs));

const tls = fc
    .record(
        {
            ca: fc.constantFrom(certificate, `# two\n${certificate}${certificate}`),
            clientCertificate: fc.constant(certificate),
            serverName: fc.domain(),
            skipVerification: fc.boolean(),
        },
        { requiredKeys: [] },
    )
    // One has no effect beside the other.
    .map(({ ca, ...rest }) => (rest.skipVerification || ca === undefined ? rest : { ca, ...rest }));

const asText = fc
    .tuple(fc.constantFrom("http", "https"), address, fc.option(username, { nil: "" }), fc.boolean())
    .map(([scheme, where, user, spaced]) => {
        // A "/" in a username needs the other form.
        const login = user.replaceAll("/", "").trim();
        const colon = spaced ? " : " : ":";
        return { entry: `${colon}${scheme}://${where}${colon}${login}`, hasLogin: login !== "" };
    });

/** Its fields stand in the remote, or in "tls", where they stood before. */
const security = fc.tuple(tls, fc.boolean()).map(([fields, apart]) => ({
    fields: apart ? { tls: fields } : fields,
    hasClientKey: fields.clientCertificate !== undefined,
}));

const asObject = fc
    .tuple(
        fc.constantFrom("http", "https"),
        address,
        // Now and then: reading certificates is what takes the time.
        fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: security }),
        fc.oneof(
            fc.constant({}),
            username.map((user) => ({ username: user })),
            fc.boolean().map((yes) => ({ bearerToken: yes })),
        ),
        fc.record(
            {
                tenant: fc.stringMatching(/^[A-Za-z0-9!_*'()-]{1,20}$/),
                headers,
                proxyUrl: fc.constantFrom("http://proxy.example.com:3128", "https://10.0.0.9"),
                labels: addedLabels,
            },
            { requiredKeys: [] },
        ),
    )
    .map(([scheme, where, secured, login, rest]) => ({
        fields: {
            url: `${secured ? "https" : scheme}://${where}`,
            ...login,
            ...rest,
            ...secured?.fields,
        },
        hasLogin: "username" in login || ("bearerToken" in login && login.bearerToken),
        hasClientKey: secured?.hasClientKey ?? false,
    }));

function remote(kind: RemoteKind): fc.Arbitrary<GivenRemote> {
    return fc.oneof(
        fc.tuple(name, asText).map(([called, { entry, hasLogin }]) => ({
            kind,
            name: called,
            entry: `${called}${entry}`,
            hasLogin,
            hasClientKey: false,
        })),
        fc.tuple(name, asObject, sendingOf(kind)).map(([called, { fields, ...needs }, sending]) => {
            const { oauth2, sigv4, ...rest } = sending;
            // No two logins.
            const login = needs.hasLogin ? {} : { ...(oauth2 && { oauth2 }), ...(sigv4 && { sigv4 }) };
            return {
                kind,
                name: called,
                entry: { name: called, ...fields, ...rest, ...login },
                ...needs,
                hasLogin: needs.hasLogin || "oauth2" in login,
            };
        }),
    );
}

/** A list of remotes whose names can be told apart. */
export function remotes(kind: RemoteKind): fc.Arbitrary<GivenRemote[]> {
    return fc.uniqueArray(remote(kind), { maxLength: 3, selector: secretName });
}
