import { z } from "zod";

import { KvVersion } from "../../components/vault/connection";
import { mountRule } from "../../components/validate/vault";
import { LoginMethod } from "../../components/vault/login";
import { proxy } from "../parts";
import { key, text, yesOrNo } from "./key";

/** A Vault that its owners run, and how the External Secrets Operator logs in to that or to the dev Vault. */
export const vaultKeys = {
    vaultAddress: key(text.optional(), {
        description:
            "Sets the address of a Vault that its owners run. A dev stack has its own. A change is refused with the command that takes it, if entries were written.",
        unshown: true,
        expected: "an http or https address",
        example: "https://vault.example.com",
        only: "without dev",
    }),
    vaultCaCertificate: key(text.optional(), {
        description:
            "Gives the certificate authority of that Vault, if pods do not know it: a file below the project's folder, or its text as PEM.",
        expected: "the path of a file below the project's folder, or certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
        only: "without dev",
    }),
    vaultNamespace: key(text.optional(), {
        description:
            "Selects a namespace of that Vault, in HCP Vault and Vault Enterprise. A change is refused with the command that takes it, if entries were written.",
        expected: "a namespace's path without slashes around it",
        example: "admin/team-a",
        only: "without dev",
    }),
    externalSecretStore: key(text.optional(), {
        description:
            "Names a ClusterSecretStore that others made. The remotes' secrets are read through it; the stack then makes no store and no login, and writes entries only with a vaultAddress.",
        expected: "a ClusterSecretStore's name",
        example: "platform-vault",
        only: "without dev",
    }),
    vaultAddressForPods: key(text.optional(), {
        description: "Sets the address of that Vault as pods reach it. Default: vaultAddress.",
        unshown: true,
        expected: "an http or https address",
        example: "https://10.0.0.5:8200",
        only: "without dev",
    }),
    vaultProxy: key(proxy.optional(), {
        description:
            "Sets the proxy through which the External Secrets Operator reaches that Vault. Remotes have a proxyUrl each.",
        expected: 'an object with "url", and "noProxy" if more than private networks are reached without it',
        example: { url: "http://proxy.example.com:3128" },
        only: "without dev",
    }),
    vaultReadOnly: key(z.boolean().default(false), {
        description:
            'Writes nothing into that Vault, and needs no token: its owners make what "alloy-stack vault setup" prints, and "vault" is the source of every remote\'s secrets.',
        expected: yesOrNo,
        only: "without dev",
    }),
    vaultKvMount: key(text.default("secret"), {
        description: "Sets the path of that Vault's key-value store. A change moves the entries.",
        expected: mountRule,
        example: "secret",
        only: "without dev",
    }),
    vaultKvVersion: key(z.enum(KvVersion).default(KvVersion.V2), {
        description: "Sets the version of that store.",
        expected: '"v1" or "v2"',
        only: "without dev",
    }),
    esoLogin: key(z.enum(LoginMethod).default(LoginMethod.UserPass), {
        description:
            'Chooses how the External Secrets Operator logs in to Vault: "userPass" with esoUsername and esoPassword; "kubernetes" with its service account, which Vault asks the cluster about; "jwt" with a token of its service account, which Vault checks by itself; "appRole" with esoRoleId and esoSecretId.',
        expected: '"userPass", "kubernetes", "jwt" or "appRole"',
        only: "without externalSecretStore",
    }),
    esoLoginMount: key(text.optional(), {
        description:
            'Sets the path of that login method in Vault. Default: "userpass", "kubernetes", "jwt" or "approle". A kubernetes mount knows one cluster.',
        expected: mountRule,
        example: "kubernetes-west",
        only: "without externalSecretStore",
    }),
    esoLoginCreateMount: key(z.boolean().default(false), {
        description:
            "Mounts the login method at that path, and for kubernetes tells Vault of this cluster. The mount stays when the stack is destroyed. false expects the mount, as Vault's owners made it.",
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
                'Names the role that the operator logs in as. Default: "eso-" and the cluster\'s name. A change creates another.',
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
                'Names the service account that the operator logs in with, as "namespace/name". Default: the one of its chart.',
            expected: '"namespace/name"',
            example: "external-secrets/external-secrets",
            only: "with esoLogin: kubernetes or jwt",
        },
    ),
    esoAudience: key(text.optional(), {
        description:
            "Sets the audience of the service account's token, as Vault's role is bound to it. Default: \"vault\".",
        expected: "an audience",
        example: "https://vault.example.com",
        only: "with esoLogin: jwt",
    }),
    esoRoleId: key(text.optional(), {
        description: "Gives the role id of the operator's AppRole, as Vault made it.",
        expected: "a role's id",
        example: "db02de05-fa39-4855-059b-67221c5c2f63",
        only: "with esoLogin: appRole",
    }),
    esoSecretId: key(text.optional(), {
        description: "Gives a secret id of the operator's AppRole.",
        expected: "a secret id",
        secret: true,
        only: "with esoLogin: appRole",
    }),
    clusterAddressForVault: key(text.optional(), {
        description:
            "Sets the address of the cluster's API server as Vault reaches it. Default: the kubeconfig's.",
        unshown: true,
        expected: "an https address",
        example: "https://10.0.0.1:6443",
        only: "with esoLogin: kubernetes and esoLoginCreateMount",
    }),
    clusterCaCertificateForVault: key(text.optional(), {
        description: "Gives the certificate authority of that API server, as PEM. Default: the kubeconfig's.",
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
                'Names the userpass user with which the External Secrets Operator reads Vault. Default: "eso-" and the cluster\'s name, and "eso-user" in dev. A change creates another.',
            unshown: true,
            expected: 'letters, digits, ".", "_" and "-"',
            example: "eso-user",
            only: "with esoLogin: userPass",
        },
    ),
    vaultCredentialsNamespace: key(text.optional(), {
        description:
            'Sets the namespace of the Secret "vault-credentials", which holds esoPassword or esoSecretId. Default: kube-system, where GKE Autopilot lets nobody write.',
        expected: "a namespace that is there",
        example: "external-secrets",
        only: "with esoLogin: userPass or appRole",
    }),
    esoPassword: key(text.optional(), {
        description: 'Sets the operator\'s password in Vault. Default in dev: "eso-password".',
        expected: "a password",
        secret: true,
        only: "with esoLogin: userPass",
    }),
};
