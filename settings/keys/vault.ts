import { z } from "zod";

import { KvVersion } from "../../components/vault/connection";
import { LoginMethod } from "../../components/vault/login";
import { key, text, yesOrNo } from "./key";

const mountPath = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/);

/** Somebody else's Vault, and how the External Secrets Operator logs in to whichever there is. */
export const vaultKeys = {
    vaultAddress: key(text.optional(), {
        description: "The address of a Vault that somebody else runs. A dev stack has its own.",
        expected: "an http or https address",
        example: "https://vault.example.com",
        only: "without dev",
    }),
    vaultCaCertificate: key(text.optional(), {
        description: "The certificate authority of that Vault, as PEM, if pods do not know it.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
        only: "without dev",
    }),
    vaultAddressForPods: key(text.optional(), {
        description: "The address of that Vault as pods reach it. vaultAddress if not given.",
        expected: "an http or https address",
        example: "https://10.0.0.5:8200",
        only: "without dev",
    }),
    vaultReadOnly: key(z.boolean().default(false), {
        description:
            'Write nothing into that Vault: its owners make what "npm run vault -- setup" prints, every remote\'s secrets are "vault"\'s, and no token is needed.',
        expected: yesOrNo,
        only: "without dev",
    }),
    vaultKvMount: key(mountPath.default("secret"), {
        description: "Where that Vault has its key-value store. A change moves the entries.",
        expected: "a path without slashes around it",
        example: "secret",
        only: "without dev",
    }),
    vaultKvVersion: key(z.enum(KvVersion).default(KvVersion.V2), {
        description: "The version of that store.",
        expected: '"v1" or "v2"',
        only: "without dev",
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
        // A dev Vault has nothing mounted but by this stack.
        only: "without dev",
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
            only: "with operatorLogin: kubernetes",
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
            only: "with operatorLogin: kubernetes",
        },
    ),
    clusterAddressForVault: key(text.optional(), {
        description:
            "The cluster's API server as Vault reaches it, for a login with a service account. The kubeconfig's if not given.",
        expected: "an https address",
        example: "https://10.0.0.1:6443",
        only: "with operatorLogin: kubernetes, without operatorLoginMountExists",
    }),
    clusterCaCertificateForVault: key(text.optional(), {
        description: "The certificate authority of that API server, as PEM. The kubeconfig's if not given.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
        only: "with operatorLogin: kubernetes, without operatorLoginMountExists",
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
            only: "with operatorLogin: userPass",
        },
    ),
    operatorPassword: key(text.optional(), {
        description: 'The operator\'s password in Vault. "eso-password" in dev if not given.',
        expected: "a password",
        secret: true,
        only: "with operatorLogin: userPass",
    }),
};
