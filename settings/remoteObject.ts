import { z } from "zod";

import { RemoteKind, RemoteLogin } from "../components/remotes";
import { nearest } from "../components/validate/nearest";
import { placeBelow, valueAt } from "./place";
import { PlainRemote } from "./plainRemote";
import { headerProblem } from "../components/validate/headers";
import { kindOf, shown, shownName } from "../components/validate/problem";
import { Problem } from "./problems";
import { sendingExamples, sendingFields } from "./remoteSending";
import { longestName } from "../components/validate/names";

const tlsFields = {
    ca: z
        .string()
        .optional()
        .describe(
            "Gives the certificate authorities of the remote, as PEM. Only for https URLs, as the next three fields.",
        ),
    clientCertificate: z
        .string()
        .optional()
        .describe(
            'Gives the certificate that the agent shows, as PEM; its private key is `remoteClientKeys["<kind>/<name>"]`. Agents start once they have that key.',
        ),
    serverName: z
        .string()
        .optional()
        .describe("Sets the name in the remote's certificate, if it is not the URL's host."),
    skipVerification: z
        .boolean()
        .optional()
        .describe("Sends without checking the remote's certificate. Not beside ca."),
};

const existingSecretFields = {
    name: z.string().describe("Names the Secret."),
    key: z.string().optional().describe('Names its key. Default: "password", "token" or "client_secret".'),
};

const existingSecret = z
    .strictObject(existingSecretFields)
    // Left out rather than undefined.
    .transform(({ name, key }) => ({ name, ...(key !== undefined && { key }) }));

/** A remote as an object: what the text form has no room for. No secret stands in it. */
export const remoteObject = z.strictObject({
    name: z
        .string()
        .describe(
            `Names the remote: in Vault's path, in the label "remote_name" and in Kubernetes. Up to ${longestName} letters, digits, "-", "_" and "."; different from the others in more than case and those three. A change moves its secrets.`,
        ),
    url: z.string().describe("Sets the push address with its path. $NODE_IP stands for nodeIp."),
    username: z
        .string()
        .optional()
        .describe('Names the user; the password is `remotePasswords["<kind>/<name>"]`. Default: no login.'),
    bearerToken: z
        .boolean()
        .optional()
        .describe('Logs in with a token, which is `remotePasswords["<kind>/<name>"]`. Not beside username.'),
    existingSecret: existingSecret
        .optional()
        .describe(
            "Uses a Secret in the agents' namespace that others make, with the password or the token in it.",
        ),
    ...tlsFields,
    tls: z.strictObject(tlsFields).optional().describe("Holds the four fields above, in an earlier form."),
    proxyUrl: z
        .string()
        .optional()
        .describe("Sets the proxy through which the agent sends, such as http://proxy.example.com:3128."),
    tenant: z
        .string()
        .optional()
        .describe("Names the tenant, if one server keeps data of several (X-Scope-OrgID)."),
    headers: z
        .record(z.string(), z.string())
        .optional()
        .describe(
            "Adds headers to every request. Everybody who may read the ConfigMap can read them, so no logins.",
        ),
    ...sendingFields,
    labels: z
        .record(z.string(), z.string())
        .optional()
        .describe(
            "Adds labels to everything that is sent there. They win over those for all remotes. A Loki remote's may have an instance.",
        ),
});

/** Stands for the name of a remote whose own is wrong. */
export const unnamed = "unnamed-remote";

/** What an entry says as far as it can be read, and what is wrong with it; places are below the entry. */
export interface ReadEntry {
    remote?: PlainRemote;
    problems: Problem[];
}

/** Read a remote that is written as an object, field by field, so that one that is wrong hides no other. */
export function readObject(kind: RemoteKind, entry: object): ReadEntry {
    const given = entry as Record<string, unknown>;
    const problems = Object.keys(given)
        .filter((field) => !Object.hasOwn(remoteObject.shape, field))
        .map((field) => unknownField("", field, Object.keys(remoteObject.shape)));
    const { headers } = given;
    // zod leaves it out without a word.
    if (typeof headers === "object" && headers !== null && Object.hasOwn(headers, "__proto__")) {
        const wrong = headerProblem("__proto__", "");
        if (wrong) problems.push({ at: ".headers", ...wrong });
    }
    const read: Record<string, unknown> = {};
    for (const [field, type] of Object.entries(remoteObject.shape)) {
        const parsed = type.safeParse(given[field]);
        if (!parsed.success)
            problems.push(...parsed.error.issues.flatMap((one) => explain(field, one, given)));
        else if (parsed.data !== undefined) read[field] = parsed.data;
    }
    // What is wrong is left out, so that the rest can be looked at.
    const { data } = remoteObject.safeParse({ name: unnamed, url: `https://${unnamed}`, ...read });
    return { ...(data && { remote: asRemote(kind, data) }), problems };
}

type RemoteObject = z.infer<typeof remoteObject>;

/** What is given of a remote's fields: nothing of it is undefined. */
type GivenFields = Omit<PlainRemote, "kind" | "login">;

function asRemote(kind: RemoteKind, { bearerToken = false, tls, ...fields }: RemoteObject): PlainRemote {
    const given = Object.entries({ ...tls, ...fields }).filter(([, value]) => value !== undefined);
    const login = bearerToken ? { login: RemoteLogin.BearerToken } : {};
    return { kind, ...login, ...(Object.fromEntries(given) as GivenFields) };
}

/** A line for each field, as it may be. */
const examples: Record<string, string> = {
    name: "name: primary",
    url: "url: https://HOST/PATH",
    bearerToken: "bearerToken: true",
    serverName: "serverName: prometheus.example.com",
    headers: 'headers: { X-Team: "a" }',
    ...sendingExamples,
    labels: 'labels: { tier: "long-term" }',
};

/** Fields whose values people may take for the place of a secret. */
const neverShown = [
    "bearerToken",
    "existingSecret",
    "ca",
    "clientCertificate",
    "tls",
    "headers",
    "oauth2",
    "sigv4",
];

/** The fields of those fields that are objects. */
const inner: Record<string, string[]> = {
    tls: Object.keys(tlsFields),
    existingSecret: Object.keys(existingSecretFields),
    queue: Object.keys(sendingFields.queue.unwrap().shape),
    oauth2: Object.keys(sendingFields.oauth2.unwrap().shape),
    sigv4: Object.keys(sendingFields.sigv4.unwrap().shape),
};

function explain(field: string, issue: z.core.$ZodIssue, entry: Record<string, unknown>): Problem[] {
    const path = [field, ...issue.path];
    const at = placeBelow(path);
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => unknownField(at, key, inner[field] ?? []));
    }
    const value = valueAt(entry, path);
    const found =
        value === undefined
            ? "is missing"
            : `is ${neverShown.includes(field) ? kindOf(value) : shown(value)}`;
    if (field === "bearerToken") {
        return [
            {
                at,
                found,
                expected: "true; the token is a secret, in remotePasswords",
                write: "bearerToken: true",
            },
        ];
    }
    const wanted = issue.code === "invalid_type" ? issue.expected : "";
    if (wanted === "string" && field in { username: 1, tenant: 1, name: 1 } && typeof value === "number") {
        return [{ at, found, expected: "text, so a number in quotes", write: `${field}: "${value}"` }];
    }
    const words: Record<string, string> = {
        string: "text",
        boolean: "true or false",
        int: "a number",
        number: "a number",
    };
    const write = examples[field];
    return [{ at, found, expected: words[wanted] ?? "fields with their values", ...(write && { write }) }];
}

function unknownField(at: string, key: string, fields: string[]): Problem {
    const found = `there is no ${shownName(key)} in it`;
    if (at === ".sigv4" && /key/i.test(key)) {
        const expected =
            "no key here: agents have theirs from their service account, with IRSA or EKS Pod Identity";
        return { at, found, expected };
    }
    const meant = nearest(key, fields);
    if (meant) return { at, found, expected: `"${meant}", if that is meant` };
    if (/passw|token|secret|key|credential/i.test(key)) {
        const expected =
            "no secret here: passwords and tokens stand in remotePasswords, private keys in remoteClientKeys";
        return { at, found, expected };
    }
    return { at, found, expected: fields.map((field) => `"${field}"`).join(", ") };
}
