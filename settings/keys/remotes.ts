import { z } from "zod";

import { clusterNameRule } from "../../components/validate/names";
import { SecretSource } from "../../components/vault/secretSource";
import { key, yesOrNo } from "./key";

/** Which cluster it is, and where what is collected there goes. */
export const remoteKeys = {
    clusterName: key(z.string(), {
        description:
            'Names the cluster: the label "cluster" on all data, and a folder in Vault. A change moves the secrets to the new folder.',
        expected: clusterNameRule,
        example: "vm-cluster",
    }),
    dev: key(z.boolean().default(false), {
        description:
            "Runs Vault, Prometheus, Loki and Grafana in Docker on this machine, with passwords that everybody knows.",
        expected: yesOrNo,
    }),
    agent: key(z.boolean().default(true), {
        description:
            "Deploys the agents and all that they need in the cluster. false removes them; Vault and the servers of a dev stack stay.",
        expected: yesOrNo,
    }),
    prometheusRemotes: key(z.array(z.unknown()).default([]), {
        description:
            'Lists where metrics go, each as "name:url:username" or as an object. End with a bare ":" for no login. $NODE_IP stands for nodeIp.',
        expected: "a list of remotes",
        unshown: true,
        example: ["local:http://$NODE_IP:9090/api/v1/write:admin"],
    }),
    lokiRemotes: key(z.array(z.unknown()).default([]), {
        description: "Lists where logs go, in the same forms.",
        expected: "a list of remotes",
        unshown: true,
        example: ["local:http://$NODE_IP:3100/loki/api/v1/push:admin"],
    }),
    remotePasswords: key(z.record(z.string(), z.unknown()).default({}), {
        description:
            'Holds the passwords, bearer tokens and OAuth 2 client secrets of the remotes, by "prometheus/<name>" and "loki/<name>". In dev a remote without one has "local-dev".',
        expected: 'passwords by "prometheus/<name>" and "loki/<name>"',
        secret: true,
    }),
    secretSources: key(z.record(z.string(), z.enum(SecretSource)).default({}), {
        description:
            'Says where the secrets of a remote come from, by "prometheus/<name>" and "loki/<name>": "config" (the default) is this configuration; "generated" generates them once; "vault" expects them in Vault, from its owners; "secret" is the Secret in the cluster that the remote\'s existingSecret names. A change to "vault" removes what was written.',
        expected: '"config", "generated", "vault" or "secret" by "prometheus/<name>" and "loki/<name>"',
        unshown: true,
        example: { "prometheus/primary": "vault" },
    }),
    remoteClientKeys: key(z.record(z.string(), z.unknown()).default({}), {
        description: "Holds the private keys of the remotes' client certificates, as PEM, by the same names.",
        expected: 'private keys by "prometheus/<name>" and "loki/<name>"',
        secret: true,
    }),
};
