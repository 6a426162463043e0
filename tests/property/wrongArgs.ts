import * as fc from "fast-check";

import { AlloyStackArgs } from "../../components/args";
import { OptionalInstallation } from "../../components/installation";
import { RemoteKind, RemoteLogin } from "../../components/remotes";
import { LoginMethod } from "../../components/vault/login";
import { SecretSource } from "../../components/vault/secretSource";
import { PlainRemote } from "../../settings/plainRemote";
import { certificate, privateKey } from "../support/certificate";

/** Args that are often wrong in several places, and their remotes as a stack's configuration would have them. */
export interface WrongArgs {
    args: AlloyStackArgs;
    remotes: { prometheus: PlainRemote[]; loki: PlainRemote[] };
}

const any = { requiredKeys: [] };
const text = fc.constantFrom("", "a", "a b", "a:b", "..", "/x", "https://h/x", "https://u:p@h/x", "x\n");
const pem = fc.constantFrom(certificate, privateKey, "PEM");

const plainRemote = (kind: RemoteKind) =>
    fc.record<PlainRemote, "kind" | "name" | "url">(
        {
            kind: fc.constant(kind),
            name: fc.constantFrom("a", "A", "b", "a b"),
            url: text,
            username: text,
            login: fc.constantFrom(...Object.values(RemoteLogin)),
            ca: pem,
            clientCertificate: pem,
            serverName: text,
            skipVerification: fc.boolean(),
            tenant: text,
            headers: fc.dictionary(fc.constantFrom("X-A", "x-a", "Host", "x y"), text, { maxKeys: 2 }),
        },
        { requiredKeys: ["kind", "name", "url"] },
    );

const secrets = fc.record(
    {
        secretSource: fc.constantFrom(...Object.values(SecretSource)),
        password: text,
        bearerToken: text,
        clientKey: pem,
    },
    any,
);

const remotes = (kind: RemoteKind) => fc.array(fc.tuple(plainRemote(kind), secrets), { maxLength: 3 });

const rest = fc.record(
    {
        vault: fc.record(
            {
                address: text,
                caCertificate: pem,
                kvMount: text,
                readOnly: fc.boolean(),
            },
            { requiredKeys: ["address"] },
        ),
        esoLogin: fc.record(
            {
                method: fc.constantFrom(...Object.values(LoginMethod)),
                mount: text,
                createMount: fc.boolean(),
                password: text,
                kubernetesHost: text,
            },
            any,
        ),
        nodeExporter: fc.constantFrom(...Object.values(OptionalInstallation)),
        nodeExporterSelector: fc.constant({ a: "b" }),
        nodeExporterNamespaces: fc.constantFrom<string[]>([], ["n"]),
        storagePath: text,
        agentResources: fc.constantFrom({}, { limits: { memory: "1Mi" } }, { requests: { memory: "2Gi" } }),
        namespaces: fc.record({ agent: fc.constantFrom("a", "node-exporter"), externalSecrets: text }, any),
    },
    any,
);

export const wrongArgs: fc.Arbitrary<WrongArgs> = fc
    .tuple(text, remotes(RemoteKind.Prometheus), remotes(RemoteKind.Loki), rest)
    .map(([clusterName, prometheus, loki, more]) => ({
        args: {
            clusterName,
            prometheusRemotes: prometheus.map(([remote, given]) => ({ ...remote, ...given })),
            lokiRemotes: loki.map(([remote, given]) => ({ ...remote, ...given })),
            ...more,
        },
        remotes: {
            prometheus: prometheus.map(([remote]) => remote),
            loki: loki.map(([remote]) => remote),
        },
    }));
