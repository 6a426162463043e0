import * as fc from "fast-check";

import { SecretSource } from "../../components/vault/secretSource";
import { keys } from "../../settings/schema";
import { Configuration, secretMarker } from "../support/configurations/valid";

/** One thing that somebody does to a configuration. What comes of it may still be valid. */
type Damage = (configuration: Configuration) => Configuration;

const key = fc.constantFrom<string>(...keys);
const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: "binary" }),
    fc.constantFrom(
        "",
        "null",
        "[",
        "{}",
        "[[]]",
        "true",
        "-----BEGIN CERTIFICATE-----",
        "\ud800",
        "__proto__",
    ),
);

/** Something else in place of a value. */
const replaced = fc.tuple(key, junk).map(([where, value]): Damage => (all) => ({ ...all, [where]: value }));

const left = key.map(
    (where): Damage =>
        (all) =>
            Object.fromEntries(Object.entries(all).filter(([one]) => one !== where)),
);

/** A stack of the other kind, another login or no Loki, with which some keys have no effect; a Vault that is only read. */
const switched = fc.constantFrom<Damage>(
    (all) => ({ ...all, dev: all.dev !== true }),
    (all) => ({ ...all, esoLogin: all.esoLogin === "kubernetes" ? "userPass" : "kubernetes" }),
    (all) => ({ ...all, esoLoginCreateMount: all.esoLoginCreateMount !== true }),
    (all) => ({ ...all, devServers: ["prometheus"] }),
    (all) => ({ ...all, vaultReadOnly: all.vaultReadOnly !== true }),
);

/** Another source for all that have one, which not all can have. */
const otherSource = fc
    .constantFrom<string>(...Object.values(SecretSource), "nobody")
    .map((source): Damage => ({ secretSources: sources, ...all }) => {
        const entries = Object.keys(sources ?? {}).map((entry) => [entry, source]);
        return { ...all, secretSources: Object.fromEntries(entries) };
    });

/** The name that a key had before, in place of the one that it has now or beside it. */
const former = fc
    .tuple(
        fc.constantFrom(
            ["devServers", "backend"],
            ["secretSources", "remoteSecretOwners"],
            ["esoLogin", "operatorLogin"],
            ["esoPassword", "operatorPassword"],
            ["esoUsername", "operatorUsername"],
            ["previousLogsPassword", "previousLokiPassword"],
        ),
        fc.boolean(),
    )
    .map(([[now = "", before = ""], isBeside]): Damage => (all) => {
        const { [now]: value, ...others } = all;
        return value === undefined ? all : { ...(isBeside ? all : others), [before]: value };
    });

const misspelt = fc.tuple(key, fc.nat(8)).map(([where, at]): Damage => (all) => ({
    ...all,
    [where.slice(0, at) + where.slice(at + 1)]: all[where] ?? "",
}));

/** A character more, or other ones in place of some, somewhere in a remote. */
const mistyped = fc
    .tuple(
        fc.constantFrom("prometheusRemotes", "lokiRemotes"),
        fc.nat(40),
        fc.nat(3),
        fc.string({ maxLength: 2 }),
    )
    .map(([where, at, length, text]): Damage => (all) => {
        const change = (one: unknown): unknown => {
            if (typeof one === "string") return one.slice(0, at) + text + one.slice(at + length);
            if (typeof one !== "object" || one === null) return one;
            const names = Object.keys(one);
            const name = names[at % names.length] ?? "";
            return { ...one, [name]: change((one as Record<string, unknown>)[name]) };
        };
        const remotes = all[where];
        return Array.isArray(remotes) ? { ...all, [where]: remotes.map(change) } : all;
    });

/** A password where it would be readable. */
const misplaced = fc
    .constantFrom<unknown>(
        `a:http://u:${secretMarker}@h/x:u`,
        `a:http://u:${secretMarker}@h/x`,
        `a:http://u:${secretMarker}@h`,
        `a:http://u:1/${secretMarker}@h/x:u`,
        `a:http://h/x:u:${secretMarker}`,
        `a:http://h:9090/x:u:${secretMarker}/x`,
        `a:u:${secretMarker}@h/x:u`,
        `a:http://h:u:${secretMarker}`,
        `${secretMarker}@h/x`,
        { name: "a", url: `https://u:${secretMarker}@h/x` },
        { name: "a", url: `u:${secretMarker}@h/x` },
        { name: "a", url: "https://h/x", username: `u:${secretMarker}@h` },
        { name: "a", url: `https://u:/${secretMarker}@h:x/x` },
        { name: "a", url: "https://h/x", password: secretMarker },
        { name: "a", url: "https://h/x", bearerToken: secretMarker },
        { name: "a", url: "https://h/x", headers: { Authorization: `Bearer ${secretMarker}` } },
        { name: "a", url: "https://h/x", headers: { Authorization: [secretMarker] } },
        { name: "a", url: "https://h/x", ca: `-----BEGIN PRIVATE KEY-----${secretMarker}` },
        { name: "a", url: "https://h/x", clientCertificate: [secretMarker] },
        { name: "a", url: "https://h/x", tls: { ca: `-----BEGIN PRIVATE KEY-----${secretMarker}` } },
        { name: "a", url: "https://h/x", tls: secretMarker },
    )
    .chain((entry) => fc.constantFrom([entry], entry))
    .map((remotes): Damage => (all) => ({ ...all, prometheusRemotes: remotes }));

/** Secrets of the wrong form, or for nobody. */
const odd = fc
    .constantFrom<unknown>(
        secretMarker,
        [secretMarker],
        { "prometheus/nobody": secretMarker },
        { "prometheus/nobody": [secretMarker] },
        { "prometheus/nobody": "vault" },
        { x: { y: secretMarker } },
    )
    .chain((value) =>
        fc
            .constantFrom("remotePasswords", "remoteClientKeys", "secretSources", "remoteSecretOwners")
            .map((where): Damage => (all) => ({ ...all, [where]: value })),
    );

/** A configuration to which one thing or several were done. */
export function damaged(valid: fc.Arbitrary<Configuration>): fc.Arbitrary<Configuration> {
    const changes = fc.array(fc.oneof(replaced, left, switched, otherSource, former, misspelt, mistyped), {
        minLength: 1,
        maxLength: 3,
    });
    // Last: a password that is mistyped could become a username, which is readable and may be.
    const secrets = fc.oneof(fc.constant<Damage[]>([]), fc.tuple(fc.oneof(misplaced, odd)));
    return fc
        .tuple(valid, changes, secrets)
        .map(([all, first, last]) => [...first, ...last].reduce((one, damage) => damage(one), all));
}
