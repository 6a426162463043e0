import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { parseSettings } from "../../../settings/settings";
import { least, parse, problem, problemsOf, Values } from "../../support/settings";

describe("a stack's problems", () => {
    const clusterName = [
        'expected: letters, digits, ".", "_" and "-", the first a letter or digit, and no two dots side by side',
        "write:    p:clusterName: vm-cluster",
    ];
    const folder = [
        'expected: a folder of its own, as an absolute path of letters, digits, ".", "_" and "-", such as "/var/lib/grafana-alloy"',
        "write:    p:storagePath: /var/lib/grafana-alloy",
    ];

    const table: [what: string, values: Values, ...problems: string[]][] = [
        ["no cluster name", {}, problem("p:clusterName: is missing", ...clusterName)],
        ["an empty one", { clusterName: "" }, problem("p:clusterName: is missing", ...clusterName)],
        [
            "a command in it",
            { clusterName: "test-cluster; echo hacked" },
            problem('p:clusterName: is "test-cluster; echo hacked"', ...clusterName),
        ],
        [
            "a misspelt key",
            { ...least, prometheusRemote: [] },
            problem(
                "p:prometheusRemote: there is no such key",
                'expected: "prometheusRemotes", if that is meant',
                "write:    p:prometheusRemotes: ...",
            ),
        ],
        [
            "a key of something else",
            { ...least, labelProfile: "ops" },
            problem(
                "p:labelProfile: there is no such key",
                "expected: one of the keys in docs/configuration.md",
            ),
        ],
        [
            "neither true nor false",
            { ...least, monitorBlockNode: "yes" },
            problem('p:monitorBlockNode: is "yes"', "expected: true or false"),
        ],
        [
            "a remote that is no list",
            { ...least, lokiRemotes: "local:http://h/x:u:hunter2" },
            problem(
                "p:lokiRemotes: is text",
                "expected: a list of remotes",
                "write:    p:lokiRemotes:\n                    - local:http://$NODE_IP:3100/loki/api/v1/push:admin",
            ),
        ],
        [
            "passwords that are no object",
            { ...least, remotePasswords: "hunter2" },
            problem(
                "p:remotePasswords: is text",
                'expected: passwords by "prometheus/<name>" and "loki/<name>"',
                "run:      pulumi config set --secret p:remotePasswords",
            ),
        ],
        [
            "a choice that is none",
            { ...least, nodeExporter: "no" },
            problem(
                'p:nodeExporter: is "no"',
                'expected: "install", "existing" or "none"',
                "write:    p:nodeExporter: install",
            ),
        ],
        [
            "a node exporter that is there, anywhere",
            { ...least, nodeExporter: "existing" },
            problem(
                'p:nodeExporterNamespaces: is missing, and nodeExporter is "existing"',
                "expected: the namespaces of its ServiceMonitor",
                "write:    p:nodeExporterNamespaces:\n                    - monitoring",
            ),
        ],
        [
            "a relative folder",
            { ...least, storagePath: "var/lib" },
            problem('p:storagePath: is "var/lib"', ...folder),
        ],
        [
            "the whole node as folder",
            { ...least, storagePath: "/" },
            problem('p:storagePath: is "/"', ...folder),
        ],
        [
            "a namespace of Kubernetes' own",
            { ...least, namespaces: { agent: "kube-system" } },
            problem(
                'p:namespaces.agent: is "kube-system"',
                'expected: small letters, digits and "-", and none of Kubernetes\' own namespaces',
                "write:    p:namespaces:\n                    agent: monitoring",
            ),
        ],
        [
            "a namespace twice",
            { ...least, namespaces: { agent: "node-exporter" } },
            problem(
                'p:namespaces: "node-exporter" is there twice',
                "expected: a namespace for each of the three",
                "write:    p:namespaces:\n                    agent: monitoring",
            ),
        ],
        [
            "less memory than is kept free",
            { ...least, agentResources: { limits: { memory: "128Mi" } } },
            problem(
                'p:agentResources.limits.memory: is "128Mi", and 256Mi are kept free',
                "expected: a limit that is not below what is kept free",
                "write:    p:agentResources:\n                    limits:\n                        memory: 2Gi",
            ),
        ],
        [
            "an unknown chart",
            { ...least, charts: { alloi: {} } },
            problem('p:charts: there is no "alloi" in it', 'expected: "alloy", if that is meant'),
        ],
        [
            "unknown and misspelt modules, and a number where text should be",
            { ...least, modules: { cadvisr: {}, traces: {}, kubelet: { interval: 60 } } },
            problem(
                "p:modules.kubelet.interval: is the number 60",
                "expected: text",
                "write:    p:modules:\n                    kubelet:\n                        interval: 60s\n                        drop:\n                            - kubelet_runtime_.+\n                        sampleLimit: 5000",
            ),
            problem('p:modules: there is no "cadvisr" in it', 'expected: "cadvisor", if that is meant'),
            problem(
                'p:modules: there is no "traces" in it',
                'expected: "agentMetrics", "kubelet" and "cadvisor", each with "enabled", "interval", "keep", "drop" and "sampleLimit"; "nodeExporter", "kubeStateMetrics" and "blockNode" with the same but "enabled" (those are keys of their own); "syslog" with "enabled"',
            ),
        ],
        [
            "a misspelt image, and a choice inside of a key",
            { ...least, images: { alloi: "a/b:c" }, journal: { priority: "warn" } },
            problem(
                'p:journal.priority: is "warn"',
                'expected: "emerg", "alert", "crit", "err", "warning", "notice", "info" or "debug"',
                "write:    p:journal:\n                    units:\n                        - k3s.service\n                    priority: warning",
            ),
            problem('p:images: there is no "alloi" in it', 'expected: "alloy", if that is meant'),
        ],
        [
            "a mirror with a scheme",
            { ...least, imageMirror: "https://registry.example.com" },
            problem(
                'p:imageMirror: is "https://registry.example.com"',
                'expected: a registry, with a path below it or not, and no "https://"',
                "write:    p:imageMirror: registry.example.com/mirror",
            ),
        ],
        [
            "a toleration that is none",
            { ...least, tolerations: [{ operator: "Is" }] },
            problem(
                'p:tolerations[0]: has the operator "Is"',
                'expected: "Equal" or "Exists"',
                "write:    p:tolerations:\n                    - key: node-role.kubernetes.io/control-plane\n                      operator: Exists\n                      effect: NoSchedule",
            ),
        ],
        [
            "a name where an address should be",
            { ...least, nodeIp: "localhost" },
            problem(
                'p:nodeIp: is "localhost"',
                "expected: an IPv4 address under which pods reach this machine",
                "write:    p:nodeIp: 192.168.1.10",
            ),
        ],
        [
            "many things at once, and nothing that only follows from them",
            { dev: "yes", clusterNam: "c", lokiRemotes: ["x"], remotePasswords: { "loki/y": "hunter2" } },
            problem(
                "p:clusterNam: there is no such key",
                'expected: "clusterName", if that is meant',
                "write:    p:clusterName: ...",
            ),
            problem("p:clusterName: is missing", ...clusterName),
            problem('p:dev: is "yes"', "expected: true or false"),
            problem(
                "p:lokiRemotes[0]: is text without a colon",
                'expected: "name:url:username"',
                "write:    - local:http://$NODE_IP:3100/loki/api/v1/push:admin",
            ),
        ],
    ];
    for (const [what, values, ...problems] of table) {
        it(what, () => {
            const found = problemsOf(values);
            assert.deepEqual(found, problems);
            assert.doesNotMatch(found.join("\n"), /hunter2/);
        });
    }

    it("a dev stack on a machine without an address", () => {
        const nowhere = (values: Values) => parse(values, null);
        assert.deepEqual(problemsOf({ ...least, dev: true }, nowhere), [
            problem(
                "p:nodeIp: is missing, and this machine has no IPv4 address but its own loopback",
                "expected: the address under which pods reach this machine",
                "write:    p:nodeIp: 192.168.1.10",
            ),
        ]);
    });

    it("name the stack in commands, where it is known", () => {
        assert.throws(
            () => parseSettings("p", { clusterName: "c", remotePasswords: "hunter2" }, { stack: "west" }),
            /run: {6}pulumi config set --secret p:remotePasswords --stack west$/m,
        );
    });

    it("are all in one message, without a stack trace", () => {
        assert.throws(
            () => parse({ clusterName: "a b", dev: "yes" }),
            (error) =>
                pulumi.RunError.isInstance(error) &&
                error.message ===
                    [
                        "The stack's configuration is wrong:",
                        `  - ${problem('p:dev: is "yes"', "expected: true or false")}`,
                        `  - ${problem('p:clusterName: is "a b"', ...clusterName)}`,
                    ].join("\n"),
        );
    });
});
