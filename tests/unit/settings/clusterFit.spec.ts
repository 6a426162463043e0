import * as assert from "node:assert/strict";

import { AlloyStackArgs } from "../../../components/args";
import { Installation, OptionalInstallation } from "../../../components/installation";
import { RemoteKind } from "../../../components/remotes";
import { ClusterFacts, NodeFacts } from "../../../settings/clusterFacts";
import { fitToCluster } from "../../../settings/clusterFit";
import { PlainRemote } from "../../../settings/plainRemote";
import { problem, problemsOf } from "../../support/settings";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/w", username: "u" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/l" };
const stack: AlloyStackArgs = {
    clusterName: "c",
    monitoringCrds: Installation.Existing,
    externalSecrets: Installation.Install,
};
const existing = { ...stack, externalSecrets: Installation.Existing };

const node = (more: Partial<NodeFacts> = {}): NodeFacts => ({
    name: "a",
    machineId: "1",
    runtime: "containerd://2.0",
    osImage: "Ubuntu 24.04",
    taints: [],
    ...more,
});
const tainted = (key: string, name = "a") => node({ name, taints: [{ key, effect: "NoSchedule" }] });

const monitor = "monitoring.coreos.com/v1/ServiceMonitor";
const secrets = "external-secrets.io/v1/ExternalSecret";
const monitorsCrd = "servicemonitors.monitoring.coreos.com";
const secretsCrd = "externalsecrets.external-secrets.io";

const facts = (more: Partial<ClusterFacts> = {}): ClusterFacts => ({
    uid: "uid",
    kinds: new Set([monitor]),
    owners: new Map(),
    ownNamespaces: new Set(),
    nodes: [node()],
    ...more,
});

function refusals(args: AlloyStackArgs, of: ClusterFacts, remotes = [metrics]): string[] {
    return problemsOf({}, () => fitToCluster("p", args, remotes, of));
}

describe("a stack that does not fit its cluster", () => {
    const noMonitors = problem(
        'p:monitoringCrds: is "existing", and the cluster has no ServiceMonitor (monitoring.coreos.com/v1)',
        'expected: "install", which installs it, or a cluster that has it',
        "write:    p:monitoringCrds: install",
    );
    const monitorsOf = (whom: string) =>
        problem(
            `p:monitoringCrds: is "install", and the cluster has the CRDs already, from ${whom}`,
            'expected: "existing", which uses them',
            "write:    p:monitoringCrds: existing",
        );
    const secretsOf = (whom: string) =>
        problem(
            `p:externalSecrets: is "install", and the cluster has its CRDs already, from ${whom}`,
            'expected: "existing", which uses the operator that is there',
            "write:    p:externalSecrets: existing",
        );
    const noOperator = problem(
        'p:externalSecrets: is "existing", and the cluster has no External Secrets Operator',
        'expected: "install", which installs it, or a cluster that has it',
        "write:    p:externalSecrets: install",
    );
    const oldOperator = problem(
        'p:externalSecrets: is "existing", and the cluster\'s External Secrets Operator is older than 0.16: it has no external-secrets.io/v1',
        "expected: version 0.16 or later, by whoever has installed it",
    );
    const install = { ...stack, monitoringCrds: Installation.Install };
    const none = { ...stack, nodeExporter: OptionalInstallation.None };
    const owned = (crd: string, owner: string) => facts({ owners: new Map([[crd, owner]]) });
    const { username, ...withoutLogin } = metrics;
    const open: PlainRemote[] = [withoutLogin];

    const table: [
        what: string,
        args: AlloyStackArgs,
        of: ClusterFacts,
        remotes: PlainRemote[],
        told: string[],
    ][] = [
        ["no CRDs of monitors", stack, facts({ kinds: new Set() }), open, [noMonitors]],
        [
            "no CRDs of monitors, for a block node alone",
            { ...none, monitorBlockNode: true },
            facts({ kinds: new Set() }),
            open,
            [noMonitors],
        ],
        ["no CRDs of monitors, and none is needed", none, facts({ kinds: new Set() }), open, []],
        ["no CRDs of monitors, which it brings", install, facts({ kinds: new Set() }), open, []],
        [
            "CRDs of monitors of another release",
            install,
            owned(monitorsCrd, "monitoring/kube-prometheus-stack"),
            open,
            [monitorsOf("the Helm release monitoring/kube-prometheus-stack")],
        ],
        ["CRDs of monitors without a release", install, owned(monitorsCrd, ""), open, [monitorsOf("others")]],
        [
            "its own CRDs of monitors",
            install,
            owned(monitorsCrd, "default/prometheus-operator-crds"),
            open,
            [],
        ],
        [
            "the operator's CRDs of another release",
            stack,
            owned(secretsCrd, "platform/eso"),
            [metrics],
            [secretsOf("the Helm release platform/eso")],
        ],
        [
            "the operator's CRDs of another release, where no remote has a secret: it is brought all the same",
            stack,
            owned(secretsCrd, "platform/eso"),
            open,
            [secretsOf("the Helm release platform/eso")],
        ],
        ["its own operator", stack, owned(secretsCrd, "external-secrets/external-secrets"), [metrics], []],
        ["no operator, which is to be there", existing, facts(), [metrics], [noOperator]],
        ["no operator, and no secret", existing, facts(), open, []],
        [
            "an operator that is too old",
            existing,
            facts({ kinds: new Set([monitor, "external-secrets.io/v1beta1/ExternalSecret"]) }),
            [metrics],
            [oldOperator],
        ],
        ["an operator that is there", existing, facts({ kinds: new Set([monitor, secrets]) }), [metrics], []],
        ["all of it at once", existing, facts({ kinds: new Set() }), [metrics], [noMonitors, noOperator]],
        [
            "nothing, without agents",
            { ...existing, agent: false },
            facts({ kinds: new Set() }),
            [metrics],
            [],
        ],
    ];
    for (const [what, args, of, remotes, told] of table) {
        it(`is ${told.length > 0 ? "refused" : "not refused"}: ${what}`, () => {
            assert.deepEqual(refusals(args, of, remotes), told);
        });
    }
});

describe("nodes whose taints keep the operator away", () => {
    const keep = (...keys: string[]) =>
        problem(
            `p:tolerations: every node has a taint that keeps the External Secrets Operator away: ${keys.join(", ")}`,
            "expected: one of these keys among the tolerations: the operator does not tolerate what is not named",
            "write:    p:tolerations:",
            ...keys.flatMap((key) => [`              - key: ${key}`, "                operator: Exists"]),
        );
    const on = (...nodes: NodeFacts[]) => facts({ nodes });

    it("are refused, with the tolerations to write", () => {
        assert.deepEqual(refusals(stack, on(tainted("gpu"), tainted("spot", "b"))), [keep("gpu", "spot")]);
    });

    const fine: [what: string, args: AlloyStackArgs, of: ClusterFacts][] = [
        ["one of them has none", stack, on(tainted("gpu"), node())],
        ["it is the control plane's", stack, on(tainted("node-role.kubernetes.io/control-plane"))],
        ["it is one that passes", stack, on(tainted("node.kubernetes.io/not-ready"))],
        [
            "it is one that passes, of a cloud",
            stack,
            on(tainted("node.cloudprovider.kubernetes.io/uninitialized")),
        ],
        [
            "its key is tolerated",
            { ...stack, tolerations: [{ key: "gpu", operator: "Exists" }] },
            on(tainted("gpu")),
        ],
        ["they may not be listed", stack, on()],
        [
            "the operator is somebody else's",
            existing,
            facts({ kinds: new Set([monitor, secrets]), nodes: [tainted("gpu")] }),
        ],
    ];
    for (const [what, args, of] of fine) {
        it(`are none where ${what}`, () => {
            assert.deepEqual(refusals(args, of), []);
        });
    }

    it("are not tolerated by a toleration of every taint, which the operator does not have", () => {
        const args = { ...stack, tolerations: [{ operator: "Exists" }] };
        const [told = ""] = refusals(args, on(tainted("gpu")));
        assert.match(
            told,
            /write: {4}p:tolerations:\n +- operator: Exists\n +- key: gpu\n +operator: Exists$/,
        );
    });
});

describe("a stack that is fitted to its cluster", () => {
    const fit = (nodes: NodeFacts[], args = stack, remotes = [logs]) =>
        fitToCluster("p", args, remotes, facts({ nodes }));
    const anonymous = (name: string) => node({ name, machineId: "" });
    const warning = (which: string) =>
        `p:journal: ${which} without /etc/machine-id: journals are read below /var/log/journal on all nodes, and only where there is one`;

    it("is as it was where there is nothing to fit", () => {
        assert.deepEqual(fit([node()]), { stack, warnings: [] });
        assert.deepEqual(fit([]), { stack, warnings: [] });
    });

    it("reads journals in a folder where a node has no machine id, as those of k3d, and says so", () => {
        const { stack: fitted, warnings } = fit([anonymous("k3d-a"), node()]);
        assert.deepEqual(fitted.journal, { path: "/var/log/journal" });
        assert.deepEqual(warnings, [warning("the node k3d-a is")]);
        assert.deepEqual(fit([anonymous("a"), anonymous("b")]).warnings, [warning("the nodes a, b are")]);
        assert.deepEqual(fit(["a", "b", "c", "d"].map(anonymous)).warnings, [
            warning("the nodes a, b and 2 more are"),
        ]);
    });

    it("leaves a folder that is given, and says nothing where no journal is read", () => {
        const given = { ...stack, journal: { path: "/run/log/journal" } };
        assert.deepEqual(fit([anonymous("a")], given), { stack: given, warnings: [] });
        assert.deepEqual(fit([anonymous("a")], stack, [metrics]), { stack, warnings: [] });
    });

    it("reads Docker's logs where a node runs Docker, unless it is told", () => {
        const docker = node({ runtime: "docker://27.0" });
        assert.equal(fit([node(), docker]).stack.dockerLogs, true);
        assert.equal(fit([docker], { ...stack, dockerLogs: false }).stack.dockerLogs, false);
    });

    it("sees no later mounts on Docker Desktop, whose root is no shared mount, unless it is told", () => {
        const desktop = node({ osImage: "Docker Desktop" });
        assert.equal(fit([desktop]).stack.hostMountPropagation, false);
        assert.equal(
            fit([desktop], { ...stack, hostMountPropagation: true }).stack.hostMountPropagation,
            true,
        );
    });
});
