import { z } from "zod";

import { backendParts } from "../components/backend/parts";
import { KvVersion } from "../components/vault/connection";
import { LoginMethod } from "../components/vault/login";
import { SecretOwner } from "../components/vault/secretOwner";
import { agentResources, chart, imageNames, imageReference, namespaces, toleration } from "./parts";

/**
 * What a key is for, beside its type and default: the one source for `Pulumi.yaml`, for docs/configuration.md and for
 * messages.
 */
export interface KeyMeta {
    /** What it means, its limits and what a change does. */
    description: string;
    /** What a message says should be there. */
    expected: string;
    /** A value to begin with, as a message writes it. */
    example?: unknown;
    /** Its value never stands in a message, and is kept encrypted. */
    secret?: boolean;
    /** Its value never stands in a message: people put passwords into it. */
    unshown?: boolean;
}

function key<T extends z.ZodType>(type: T, meta: KeyMeta): T {
    return type.meta({ ...meta });
}

const installOrExisting = z.enum(["install", "existing"]);
const choice = '"install" or "existing"';
const yesOrNo = "true or false";
const text = z.string().min(1);
const mountPath = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/);

/** Every key that a stack's configuration may have. */
export const schema = z.strictObject({
    clusterName: key(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/), {
        description:
            'The cluster\'s name, as the label "cluster" on everything sent and as a folder in Vault. A change moves the passwords to the new folder.',
        expected: 'letters, digits, ".", "_" and "-", the first a letter or digit',
        example: "vm-cluster",
    }),
    dev: key(z.boolean().default(false), {
        description:
            "Run Vault, Prometheus, Loki and Grafana in Docker on this machine, with passwords that everybody knows.",
        expected: yesOrNo,
    }),
    agent: key(z.boolean().default(true), {
        description:
            "Have agents and all that they need in the cluster. false takes it away; Vault and what a dev stack runs stay.",
        expected: yesOrNo,
    }),
    prometheusRemotes: key(z.array(z.unknown()).default([]), {
        description:
            'Where metrics go, each as "name:url:username" or as an object. End with a bare ":" for no login. $NODE_IP stands for nodeIp.',
        expected: "a list of remotes",
        unshown: true,
        example: ["local:http://$NODE_IP:9090/api/v1/write:admin"],
    }),
    lokiRemotes: key(z.array(z.unknown()).default([]), {
        description: "Where logs go, in the same forms.",
        expected: "a list of remotes",
        unshown: true,
        example: ["local:http://$NODE_IP:3100/loki/api/v1/push:admin"],
    }),
    remotePasswords: key(z.record(z.string(), z.unknown()).default({}), {
        description:
            'The remotes\' passwords and bearer tokens, by "prometheus/<name>" and "loki/<name>". In dev a remote that is not named has "local-dev".',
        expected: 'passwords by "prometheus/<name>" and "loki/<name>"',
        secret: true,
    }),
    remoteSecretOwners: key(z.record(z.string(), z.enum(SecretOwner)).default({}), {
        description:
            'Who says what a remote\'s secrets are, by "prometheus/<name>" and "loki/<name>": "config", this configuration, which is so for all that are not named; "generated", nobody: they are made up once; "vault", Vault\'s owners: they are expected there. A change to "vault" takes out what was written.',
        expected: '"config", "generated" or "vault" by "prometheus/<name>" and "loki/<name>"',
        unshown: true,
        example: { "prometheus/primary": "vault" },
    }),
    remoteClientKeys: key(z.record(z.string(), z.unknown()).default({}), {
        description: "The private keys of the remotes' client certificates, as PEM, by the same names.",
        expected: 'private keys by "prometheus/<name>" and "loki/<name>"',
        secret: true,
    }),
    monitorBlockNode: key(z.boolean().default(false), {
        description:
            "Collect metrics and logs of the pods that are labelled app.kubernetes.io/name=block-node-server.",
        expected: yesOrNo,
    }),
    nodeExporter: key(installOrExisting.default("install"), {
        description:
            '"install" runs a node exporter on every node; "existing" scrapes the one that nodeExporterSelector finds.',
        expected: choice,
        example: "install",
    }),
    nodeExporterSelector: key(
        z
            .record(
                z
                    .string()
                    .regex(/^([a-z0-9][a-z0-9.-]{0,252}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/),
                z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/),
            )
            .default({}),
        {
            description:
                "Labels of the existing node exporter's ServiceMonitor. app.kubernetes.io/name=node-exporter if not given.",
            expected: "labels as Kubernetes takes them, and their values",
            example: { "app.kubernetes.io/name": "prometheus-node-exporter" },
        },
    ),
    monitoringCrds: key(installOrExisting.default("existing"), {
        description:
            '"install" brings the Prometheus operator\'s CRDs, which stay when the stack is destroyed; "existing" expects them.',
        expected: choice,
        example: "existing",
    }),
    externalSecrets: key(installOrExisting.default("install"), {
        description:
            '"install" brings the External Secrets Operator, whose CRDs stay when the stack is destroyed; "existing" uses the one that is there.',
        expected: choice,
        example: "install",
    }),
    checkKubeletCertificates: key(z.boolean().default(false), {
        description:
            "Check the kubelets' certificates against the cluster's authority. Most clusters let kubelets sign their own, which would fail.",
        expected: yesOrNo,
    }),
    storagePath: key(
        z
            .string()
            .regex(/^(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/)
            .default("/var/lib/grafana-alloy"),
        {
            description:
                "Folder on each node for what the agent has read and not sent yet. It stays when the stack is destroyed.",
            expected: 'an absolute path of letters, digits, ".", "_" and "-"',
            example: "/var/lib/grafana-alloy",
        },
    ),
    agentResources: key(agentResources.prefault({}), {
        description:
            'What each agent may use, as Kubernetes\' "requests" and "limits". Each of them that is not given has its default.',
        expected: 'amounts of "cpu" and "memory" below "requests" and "limits"',
        example: { limits: { memory: "2Gi" } },
    }),
    tolerations: key(z.array(toleration).default([{ operator: "Exists" }]), {
        description:
            "Which tainted nodes have an agent and a node exporter, as Kubernetes' tolerations. All of them if not given.",
        expected:
            'a list of tolerations, each of "key", "operator", "value", "effect" and "tolerationSeconds"',
        example: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    }),
    namespaces: key(namespaces.prefault({}), {
        description:
            'The namespaces that the stack makes: "agent", "externalSecrets" and "nodeExporter". A change replaces what is in them.',
        expected:
            'names of small letters, digits and "-" for "agent", "externalSecrets" and "nodeExporter", none of them Kubernetes\' own',
        example: { agent: "monitoring" },
    }),
    kubeconfig: key(text.optional(), {
        description: "The cluster's kubeconfig file. KUBECONFIG or ~/.kube/config if not given.",
        expected: "a file's path",
    }),
    context: key(text.optional(), {
        description: "The kubeconfig's context to use. Its current one if not given.",
        expected: "a context's name",
    }),
    vaultAddress: key(text.optional(), {
        description: "The address of a Vault that somebody else runs. A dev stack has its own.",
        expected: "an http or https address",
        example: "https://vault.example.com",
    }),
    vaultCaCertificate: key(text.optional(), {
        description: "The certificate authority of that Vault, as PEM, if pods do not know it.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
    }),
    vaultAddressForPods: key(text.optional(), {
        description: "The address of that Vault as pods reach it. vaultAddress if not given.",
        expected: "an http or https address",
        example: "https://10.0.0.5:8200",
    }),
    vaultReadOnly: key(z.boolean().default(false), {
        description:
            'Write nothing into that Vault: its owners make what "npm run vault -- setup" prints, every remote\'s secrets are "vault"\'s, and no token is needed.',
        expected: yesOrNo,
    }),
    vaultKvMount: key(mountPath.default("secret"), {
        description: "Where that Vault has its key-value store. A change moves the entries.",
        expected: "a path without slashes around it",
        example: "secret",
    }),
    vaultKvVersion: key(z.enum(KvVersion).default(KvVersion.V2), {
        description: "The version of that store.",
        expected: '"v1" or "v2"',
    }),
    operatorLogin: key(z.enum(LoginMethod).default(LoginMethod.UserPass), {
        description:
            'How the External Secrets Operator logs in to Vault: "userPass" with operatorUsername and operatorPassword, "kubernetes" with its service account.',
        expected: '"userPass" or "kubernetes"',
    }),
    operatorLoginMount: key(mountPath.optional(), {
        description:
            'Where Vault has that login method. "userpass" or "kubernetes" if not given. A kubernetes mount knows one cluster.',
        expected: "a path without slashes around it",
        example: "kubernetes-west",
    }),
    operatorLoginMountExists: key(z.boolean().default(false), {
        description:
            "The login method is mounted there and knows the cluster; only the operator's user or role is written.",
        expected: yesOrNo,
    }),
    operatorRole: key(
        z
            .string()
            .regex(/^[A-Za-z0-9_-]+$/)
            .default("external-secrets"),
        {
            description: "The role that the operator's service account logs in as.",
            expected: 'letters, digits, "_" and "-"',
            example: "external-secrets",
        },
    ),
    operatorServiceAccount: key(
        z
            .string()
            .regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/)
            .optional(),
        {
            description: 'That service account, as "namespace/name". What the chart makes if not given.',
            expected: '"namespace/name"',
            example: "external-secrets/external-secrets",
        },
    ),
    clusterAddressForVault: key(text.optional(), {
        description:
            "The cluster's API server as Vault reaches it, for a login with a service account. The kubeconfig's if not given.",
        expected: "an https address",
        example: "https://10.0.0.1:6443",
    }),
    clusterCaCertificateForVault: key(text.optional(), {
        description: "The certificate authority of that API server, as PEM. The kubeconfig's if not given.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
    }),
    operatorUsername: key(
        z
            .string()
            .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
            .default("eso-user"),
        {
            description: "The userpass user with which the External Secrets Operator reads Vault.",
            expected: 'letters, digits, ".", "_" and "-"',
            example: "eso-user",
        },
    ),
    operatorPassword: key(text.optional(), {
        description: 'The operator\'s password in Vault. "eso-password" in dev if not given.',
        expected: "a password",
        secret: true,
    }),
    backend: key(z.array(z.enum(backendParts)).default([...backendParts]), {
        description: "Which of Prometheus, Loki and Grafana a dev stack runs.",
        expected: 'a list of "prometheus", "loki" and "grafana"',
        example: ["prometheus", "loki"],
    }),
    previousLokiPassword: key(text.optional(), {
        description: "One more password that a dev stack's Loki takes, while agents change to another.",
        expected: "a password",
        secret: true,
    }),
    nodeIp: key(z.ipv4().optional(), {
        description:
            "The address under which pods reach the containers of the dev stack. Found on this machine if not given.",
        expected: "an IPv4 address under which pods reach this machine",
        example: "192.168.1.10",
    }),
    charts: key(
        z
            .strictObject({
                externalSecrets: chart.optional(),
                alloy: chart.optional(),
                monitoringCrds: chart.optional(),
            })
            .default({}),
        {
            description:
                'Charts to use instead of the released ones, as "externalSecrets", "alloy" and "monitoringCrds", each with "chart" (name, OCI address or folder), "version" and "repository".',
            expected:
                '"externalSecrets", "alloy" and "monitoringCrds", each with a "chart", and "version" and "repository" if it has them',
            example: { alloy: { chart: "oci://registry.example.com/charts/alloy", version: "1.11.1" } },
        },
    ),
    images: key(z.partialRecord(z.enum(imageNames), imageReference).default({}), {
        description:
            'Images to use instead of the default ones, as "vault", "prometheus", "loki", "nginx", "grafana", "externalSecrets", "alloy", "configReloader" and "nodeExporter".',
        expected: 'for each name an image as "registry/repository:tag"',
        example: { alloy: "registry.example.com/grafana/alloy:v1.18.1" },
    }),
    imageMirror: key(
        z
            .string()
            .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/)
            .optional(),
        {
            description:
                "Where all images come from that are not in images, instead of their own registries: quay.io/a/b is MIRROR/a/b then.",
            expected: 'a registry, with a path below it or not, and no "https://"',
            example: "registry.example.com/mirror",
        },
    ),
    imagePullSecrets: key(z.array(z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)).default([]), {
        description:
            "Names of Secrets with a login for the images' registry. They have to be in each of the stack's namespaces.",
        expected: "a list of Secrets' names",
        example: ["registry-login"],
    }),
    offline: key(z.boolean().default(false), {
        description:
            "Ask nothing of Docker, Vault and the cluster while planning, and wait for nothing. For render.",
        expected: yesOrNo,
    }),
});

/** The configuration's values with the types they should have. What depends on more than one of them is unchecked. */
export type StackValues = z.infer<typeof schema>;

export type Key = keyof StackValues;

export const keys = Object.keys(schema.shape) as Key[];

/** What there is to know of a key. */
export function metaOf(name: Key): KeyMeta {
    return schema.shape[name].meta() as unknown as KeyMeta;
}
