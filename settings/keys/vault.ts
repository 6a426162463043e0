import { z } from "zod";

import { KvVersion } from "../../components/vault/connection";
import { mountRule } from "../../components/validate/vault";
import { LoginMethod } from "../../components/vault/login";
import { proxy } from "../parts";
import { key, text, yesOrNo } from "./key";

/** Somebody else's Vault, and how the External Secrets Operator logs in to whichever there is. */
export const vaultKeys = {
    vaultAddress: key(text.optional(), {
        description: "The address of a Vault that somebody else runs. A dev stack has its own.",
        unshown: true,
        expected: "an http or https address",
        example: "https://vault.example.com",
        only: "without dev",
    }),
    vaultCaCertificate: key(text.optional(), {
        description:
            "The certificate authority of that Vault, if pods do not know it: a file below the project's folder, or its text as PEM.",
        expected: "the path of a file below the project's folder, or certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
        only: "without dev",
    }),
    vaultNamespace: key(text.optional(), {
        description:
            "The namespace in that Vault, where it has such: HCP Vault and Vault Enterprise do. A change moves the entries.",
        expected: "a namespace's path without slashes around it",
        example: "admin/team-a",
        only: "without dev",
    }),
    externalSecretStore: key(text.optional(), {
        description:
            "The name of a ClusterSecretStore that somebody else has made. The remotes' secrets are read through it; this stack makes no store and no login then, and writes entries only if there is a vaultAddress.",
        expected: "a ClusterSecretStore's name",
        example: "platform-vault",
        only: "without dev",
    }),
    vaultAddressForPods: key(text.optional(), {
        description: "The address of that Vault as pods reach it. vaultAddress if not given.",
        unshown: true,
        expected: "an http or https address",
        example: "https://10.0.0.5:8200",
        only: "without dev",
    }),
    vaultProxy: key(proxy.optional(), {
        description:
            "The proxy through which the External Secrets Operator reaches that Vault. Remotes have a proxyUrl each.",
        expected: 'an object with "url", and "noProxy" if more than private networks are reached without it',
        example: { url: "http://proxy.example.com:3128" },
        only: "without dev",
    }),
    vaultReadOnly: key(z.boolean().default(false), {
        description:
            'Write nothing into that Vault: its owners make what "alloy-stack vault setup" prints, every remote\'s secrets are "vault"\'s, and no token is needed.',
        expected: yesOrNo,
        only: "without dev",
    }),
    vaultKvMount: key(text.default("secret"), {
        description: "Where that Vault has its key-value store. A change moves the entries.",
        expected: mountRule,
        example: "secret",
        only: "without dev",
    }),
    vaultKvVersion: key(z.enum(KvVersion).default(KvVersion.V2), {
        description: "The version of that store.",
        expected: '"v1" or "v2"',
        only: "without dev",
    }),
    esoLogin: key(z.enum(LoginMethod).default(LoginMethod.UserPass), {
        description:
            'How the External Secrets Operator logs in to Vault: "userPass" with esoUsername and esoPassword, "kubernetes" with its service account, which Vault asks the cluster about, "jwt" with a token of its service account, which Vault checks by itself, "appRole" with esoRoleId and esoSecretId.',
        expected: '"userPass", "kubernetes", "jwt" or "appRole"',
        only: "without externalSecretStore",
    }),
    esoLoginMount: key(text.optional(), {
        description:
            'Where Vault has that login method. "userpass", "kubernetes", "jwt" or "approle" if not given. A kubernetes mount knows one cluster.',
        expected: mountRule,
        example: "kubernetes-west",
        only: "without externalSecretStore",
    }),
    esoLoginCreateMount: key(z.boolean().default(false), {
        description:
            "Mount the login method at that path, and for kubernetes tell it of this cluster. It stays when the stack is destroyed. false expects it there, as Vault's owners have made it.",
        expected: yesOrNo,
        // In a dev Vault nothing is mounted but by this stack.
        only: "without dev",
    }),
    esoRole: key(
        z
            .string()
            .regex(/^[A-Za-z0-9_-]+$/)
            .optional(),
        {
            description:
                'The role that the operator logs in as. "eso-" and the cluster\'s name if not given. A change makes another.',
            expected: 'letters, digits, "_" and "-"',
            example: "external-secrets",
            only: "with esoLogin: kubernetes, appRole or jwt",
        },
    ),
    esoServiceAccount: key(
        z
            .string()
            .regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/)
            .optional(),
        {
            description:
                'The service account that the operator logs in with, as "namespace/name". What the chart makes if not given.',
            expected: '"namespace/name"',
            example: "external-secrets/external-secrets",
            only: "with esoLogin: kubernetes or jwt",
        },
    ),
    esoAudience: key(text.optional(), {
        description:
            "For whom the service account's token is, as Vault's role for it is bound. \"vault\" if not given.",
        expected: "an audience",
        example: "https://vault.example.com",
        only: "with esoLogin: jwt",
    }),
    esoRoleId: key(text.optional(), {
        description: "The id of the operator's AppRole, as Vault has made it.",
        expected: "a role's id",
        example: "db02de05-fa39-4855-059b-67221c5c2f63",
        only: "with esoLogin: appRole",
    }),
    esoSecretId: key(text.optional(), {
        description: "A secret id of the operator's AppRole.",
        expected: "a secret id",
        secret: true,
        only: "with esoLogin: appRole",
    }),
    clusterAddressForVault: key(text.optional(), {
        description:
            "The cluster's API server as Vault reaches it, for a login with a service account. The kubeconfig's if not given.",
        unshown: true,
        expected: "an https address",
        example: "https://10.0.0.1:6443",
        only: "with esoLogin: kubernetes and esoLoginCreateMount",
    }),
    clusterCaCertificateForVault: key(text.optional(), {
        description: "The certificate authority of that API server, as PEM. The kubeconfig's if not given.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
        only: "with esoLogin: kubernetes and esoLoginCreateMount",
    }),
    esoUsername: key(
        z
            .string()
            .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/)
            .optional(),
        {
            description:
                'The userpass user with which the External Secrets Operator reads Vault. "eso-" and the cluster\'s name if not given, "eso-user" in dev. A change makes another.',
            unshown: true,
            expected: 'letters, digits, ".", "_" and "-"',
            example: "eso-user",
            only: "with esoLogin: userPass",
        },
    ),
    vaultCredentialsNamespace: key(text.optional(), {
        description:
            'The namespace of the Secret "vault-credentials" with esoPassword or esoSecretId. kube-system if not given; GKE Autopilot lets nobody write there.',
        expected: "a namespace that is there",
        example: "external-secrets",
        only: "with esoLogin: userPass or appRole",
    }),
    esoPassword: key(text.optional(), {
        description: 'The operator\'s password in Vault. "eso-password" in dev if not given.',
        expected: "a password",
        secret: true,
        only: "with esoLogin: userPass",
    }),
};
