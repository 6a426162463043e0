import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { RemoteKind } from "../../../components/remotes";
import { normalCertificates } from "../../../components/validate/certificates";
import { Settings } from "../../../settings/settings";
import { certificate, otherCertificate } from "../../support/certificate";
import { read, readCase } from "../../support/cases";

const folder = path.resolve(__dirname, "../../support/cases");

/** A problem as the message has it, below the whole key. */
const problem = (...lines: string[]) => `alloy-stack:${lines.join("\n      ")}`;

/** What is said of a file that is refused, in order. All others are accepted. */
const refused: Record<string, string[]> = {
    "18-dots-in-cluster": [
        problem(
            'clusterName: is "arn..west"',
            'expected: letters, digits, ".", "_" and "-", the first a letter or digit, and no two dots side by side',
            "write:    alloy-stack:clusterName: vm-cluster",
        ),
    ],
    "19-ui-address-data-mount": [
        problem(
            "vaultAddress: is an address of Vault's pages or API",
            'expected: only where Vault is: "https://vault.example.com". Its namespace is a setting of its own',
            "write:    alloy-stack:vaultAddress: https://vault.example.com",
        ),
        problem(
            'vaultKvMount: is "secret/data"',
            'expected: the mount alone, "secret": the API\'s "data" is no part of it',
            "write:    alloy-stack:vaultKvMount: secret",
        ),
    ],
    "22-not-kubernetes": [
        problem(
            'agentResources.limits.cpu: is "100m", and 500m are kept free',
            "expected: a limit that is not below what is kept free",
        ),
        problem(
            'storagePath: is "/run/log", which is in /run of the node\'s system',
            'expected: a folder of its own, as an absolute path of letters, digits, ".", "_" and "-", such as "/var/lib/grafana-alloy"',
            "write:    alloy-stack:storagePath: /var/lib/grafana-alloy",
        ),
        problem(
            "tolerations[0]: has no key",
            'expected: a key, or operator "Exists" for every taint',
            "write:    alloy-stack:tolerations:",
            "              - key: node-role.kubernetes.io/control-plane",
            "                operator: Exists",
            "                effect: NoSchedule",
        ),
        problem(
            'tolerations[1]: has operator "Exists" and the value "infra"',
            'expected: no value, or operator "Equal"',
        ),
        problem(
            'tolerations[2]: has tolerationSeconds and the effect "NoSchedule"',
            'expected: effect "NoExecute", or no tolerationSeconds',
        ),
        problem('tolerations[3]: has the key "my key"', "expected: a taint's key as Kubernetes takes it"),
    ],
    "40-node-ip-twice": [
        problem(
            'prometheusRemotes[1]: the remote "suffix" has the host "$NODE_IPS"',
            "expected: the host's name or address; only $NODE_IP stands for something else",
        ),
    ],
    "41-header-names": [
        problem(
            'prometheusRemotes[0].headers: has a header whose name begins with "__proto__"',
            'expected: letters, digits and "-" in a header\'s name',
        ),
    ],
    "42-bad-yaml": [`${folder}/42-bad-yaml.yaml:3:1: this is no YAML: Tabs are not allowed as indentation`],
};

const gone = (key: string, why: string) => `alloy-stack:${key}: ${why}; pulumi config rm alloy-stack:${key}`;
const noOffline = gone("offline", "has no effect any more");

/** What is said of a file that is accepted, and what it comes to. Nothing is said of the others. */
const accepted: Record<string, { warnings?: string[]; comesTo?: (settings: Settings) => void }> = {
    "01-kv-mount-grafana": {
        comesTo: ({ stack }) => {
            assert.equal(stack.vault?.kvMount, "grafana");
        },
    },
    "03e-agent-after": {
        comesTo: ({ stack }) => {
            assert.equal(stack.namespaces?.agent, "moved");
        },
    },
    "05-windows-fargate": {
        comesTo: ({ stack }) => {
            assert.equal(stack.nodeSelector, undefined, "the default, which has Linux only");
        },
    },
    "08b-ca-bundle-glued": {
        comesTo: ({ remotes, vault }) => {
            const given = [vault?.authority?.certificate, remotes[0]?.ca];
            for (const one of given)
                assert.equal(normalCertificates(String(one)), otherCertificate + certificate);
        },
    },
    "10-vault-namespace": {
        comesTo: ({ stack, vault }) => {
            assert.deepEqual([stack.vault?.namespace, vault?.namespace], ["admin/team-a", "admin/team-a"]);
        },
    },
    "13-tilde-kubeconfig": {
        comesTo: ({ cluster }) => {
            assert.deepEqual(cluster, { kubeconfig: "~/.kube/west.yaml" });
        },
    },
    "14-proxy": {
        comesTo: ({ remotes }) => {
            assert.equal(remotes[0]?.proxyUrl, "http://proxy.corp.example:3128");
        },
    },
    "16-private-registry": {
        comesTo: ({ stack }) => {
            assert.deepEqual(stack.imagePullSecrets, ["harbor-login"]);
        },
    },
    "17-shared-user": { warnings: [gone("operatorLoginMountExists", "is always so now")] },
    "31-documented-open-remote": {
        comesTo: ({ remotes }) => {
            const url = "http://192.168.1.10:9090/api/v1/write";
            assert.deepEqual(remotes, [
                { kind: RemoteKind.Prometheus, name: "local", url, username: "admin" },
                { kind: RemoteKind.Prometheus, name: "open", url },
            ]);
        },
    },
};

describe("an input from the field", () => {
    const names = fs
        .readdirSync(folder)
        .map((file) => path.parse(file))
        .flatMap(({ name, ext }) => (ext === ".yaml" ? [name] : []));

    it("is there for each that something is said of", () => {
        const named = [...Object.keys(refused), ...Object.keys(accepted)];
        assert.deepEqual(
            named.filter((name) => !names.includes(name)),
            [],
        );
        assert.ok(names.length >= 30, String(names.length));
    });

    for (const name of names) {
        const problems = refused[name];
        it(`is ${problems ? "refused with what to do" : "accepted"}: ${name}`, () => {
            const found = readCase(path.join(folder, `${name}.yaml`));
            assert.deepEqual(found.problems, problems ?? []);
            if (problems) return;
            const isOffline = /^(02|03|20)e-/.test(name);
            const { warnings = isOffline ? [noOffline] : [], comesTo } = accepted[name] ?? {};
            assert.deepEqual(found.warnings, warnings);
            comesTo?.(read(found));
        });
    }

    it("that has a name twice has all of them replaced", () => {
        // The one of two remotes that is right.
        const { problems } = readCase(path.join(folder, "40-node-ip-twice.yaml"));
        assert.doesNotMatch(problems.join(), /\$NODE_IP:/);
    });
});
