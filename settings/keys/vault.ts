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
        description: "The certificate authority of that Vault, as PEM, if pods do not know it.",
        expected: "certificates in PEM form",
        example: "|\n    -----BEGIN CERTIFICATE-----\n    ...",
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
            'How the External Secrets Operator logs in to Vault: "userPass" with esoUsername and esoPassword, "kubernetes" with its service account.',
        expected: '"userPass" or "kubernetes"',
    }),
    esoLoginMount: key(text.optional(), {
        description:
            'Where Vault has that login method. "userpass" or "kubernetes" if not given. A kubernetes mount knows one cluster.',
        expected: mountRule,
        example: "kubernetes-west",
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
                "The role that the operator's service account logs in as. \"eso-\" and the cluster's name if not given. A change makes another.",
            expected: 'letters, digits, "_" and "-"',
            example: "external-secrets",
            only: "with esoLogin: kubernetes",
        },
    ),
    esoServiceAccount: key(
        z
            .string()
            .regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/)
            .optional(),
        {
            description: 'That service account, as "namespace/name". What the chart makes if not given.',
            expected: '"namespace/name"',
            example: "external-secrets/external-secrets",
            only: "with esoLogin: kubernetes",
        },
    ),
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
            'The namespace of the Secret "vault-credentials" with esoPassword. kube-system if not given; GKE Autopilot lets nobody write there.',
        expected: "a namespace that is there",
        example: "external-secrets",
        only: "with esoLogin: userPass",
    }),
    esoPassword: key(text.optional(), {
        description: 'The operator\'s password in Vault. "eso-password" in dev if not given.',
        expected: "a password",
        secret: true,
        only: "with esoLogin: userPass",
    }),
};
