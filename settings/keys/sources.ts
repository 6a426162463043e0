import { z } from "zod";

import { defaultServers, DevServer } from "../../components/dev/servers";
import { chart, imageNames, imageReference } from "../parts";
import { key, text } from "./key";

/** What a dev stack runs beside the cluster, and where charts and images come from. */
export const sourceKeys = {
    devServers: key(z.array(z.enum(DevServer)).default([...defaultServers]), {
        description:
            'Lists what a dev stack runs beside Vault: "prometheus", "loki" or "victorialogs", and "grafana". For victorialogs the remote in lokiRemotes ends with /insert/loki/api/v1/push; Grafana shows its logs with a plugin only.',
        expected: 'a list of "prometheus", "loki" or "victorialogs", and "grafana"',
        example: ["prometheus", "loki"],
        only: "with dev",
    }),
    previousLogsPassword: key(text.optional(), {
        description:
            "Sets a second password that a dev stack's Loki accepts, while agents change to another.",
        expected: "a password",
        secret: true,
        only: 'with dev and "loki" in devServers',
    }),
    devVaultToken: key(text.optional(), {
        description:
            'Sets the root token of the dev Vault. Default: "devtoken", which everybody knows. A change replaces that Vault.',
        expected: "a token",
        secret: true,
        only: "with dev",
    }),
    devListenAddresses: key(z.array(z.ipv4()).default([]), {
        description:
            "Lists the addresses of this machine on which the dev stack's servers listen, besides 127.0.0.1. Default: nodeIp, if it is one of this machine's.",
        expected: "a list of this machine's IPv4 addresses",
        example: ["192.168.1.10"],
        only: "with dev",
    }),
    nodeIp: key(z.ipv4().optional(), {
        description:
            "Sets the address under which pods reach the containers of the dev stack. Default: found on this machine.",
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
                'Replaces the released charts, as "externalSecrets", "alloy" and "monitoringCrds", each with "chart" (name, OCI address or folder), "version" and "repository".',
            expected:
                '"externalSecrets", "alloy" and "monitoringCrds", each with a "chart", and "version" and "repository" if it has them',
            example: { alloy: { chart: "oci://registry.example.com/charts/alloy", version: "1.11.1" } },
        },
    ),
    images: key(z.partialRecord(z.enum(imageNames), imageReference).default({}), {
        description:
            'Replaces the default images, as "vault", "prometheus", "loki", "victoriaLogs", "nginx", "grafana", "externalSecrets", "alloy", "configReloader", "nodeExporter" and "kubeStateMetrics".',
        expected: 'for each name an image as "registry/repository:tag", with "@sha256:..." behind it or not',
        example: { alloy: "registry.example.com/grafana/alloy:v1.19.0" },
    }),
    imageMirror: key(
        z
            .string()
            .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/)
            .optional(),
        {
            description:
                "Sets a registry for all images that are not in images, in place of their own: quay.io/a/b becomes MIRROR/a/b.",
            expected: 'a registry, with a path below it or not, and no "https://"',
            example: "registry.example.com/mirror",
        },
    ),
    imagePullSecrets: key(z.array(z.string()).default([]), {
        description:
            "Lists Secrets with a login for the images' registry. They must exist in each of the stack's namespaces. imageRegistryLogin creates one.",
        expected: "a list of Secrets' names",
        example: ["registry-login"],
    }),
    imageRegistryLogin: key(
        z
            .strictObject({
                server: z
                    .string()
                    .regex(/^(https:\/\/)?[A-Za-z0-9.-]+(:\d+)?(\/[\w./-]*)?$/)
                    .describe("The registry, as the images name it."),
                username: z
                    .string()
                    .regex(/^[^:\s]+$/)
                    .describe("The login's name."),
            })
            .optional(),
        {
            description:
                "Creates a Secret with a login for the images' registry in each of the stack's namespaces. Its password is imageRegistryPassword.",
            expected: 'an object with "server" and "username"',
            unshown: true,
            example: { server: "registry.example.com", username: "robot" },
        },
    ),
    imageRegistryPassword: key(text.optional(), {
        description: "Gives the password or token of imageRegistryLogin.",
        expected: "a password",
        secret: true,
        only: "with imageRegistryLogin",
    }),
};
