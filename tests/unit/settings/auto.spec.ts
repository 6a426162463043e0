import * as assert from "node:assert/strict";

import { Installation } from "../../../components/installation";
import { AutoKey, decide, firstDecision } from "../../../settings/auto";
import { ClusterFacts } from "../../../settings/clusterFacts";
import { record } from "../../support/recording";

const crds = {
    monitoringCrds: "servicemonitors.monitoring.coreos.com",
    externalSecrets: "externalsecrets.external-secrets.io",
};

function facts(key: AutoKey, owner?: string, own: string[] = []): ClusterFacts {
    const owners = new Map(owner === undefined ? [] : [[crds[key], owner]]);
    return { uid: "uid", kinds: new Set(), owners, ownNamespaces: new Set(own), nodes: [] };
}

describe('what "auto" comes to', () => {
    const { Install, Existing } = Installation;
    const table: [what: string, key: AutoKey, of: ClusterFacts, decision: Installation][] = [
        ["nothing is there", "monitoringCrds", facts("monitoringCrds"), Install],
        ["nothing is there", "externalSecrets", facts("externalSecrets"), Install],
        ["there are CRDs without a release", "monitoringCrds", facts("monitoringCrds", ""), Existing],
        [
            "there is another release",
            "monitoringCrds",
            facts("monitoringCrds", "m/kube-prometheus-stack"),
            Existing,
        ],
        [
            "a stack has left its CRDs",
            "monitoringCrds",
            facts("monitoringCrds", "default/prometheus-operator-crds"),
            Install,
        ],
        [
            "somebody has installed the same chart elsewhere",
            "monitoringCrds",
            facts("monitoringCrds", "monitoring/prometheus-operator-crds"),
            Existing,
        ],
        [
            "there is an operator",
            "externalSecrets",
            facts("externalSecrets", "eso/external-secrets"),
            Existing,
        ],
        [
            "a stack has brought the operator, in a namespace of its own",
            "externalSecrets",
            facts("externalSecrets", "eso/external-secrets", ["eso"]),
            Install,
        ],
    ];
    for (const [what, key, of, decision] of table) {
        it(`is "${decision}" of ${key} where ${what}`, () => {
            assert.equal(firstDecision(key, of), decision);
        });
    }

    it("is what was decided first, as the state has it", async () => {
        const kept = (output?: string) =>
            record(() => decide("externalSecrets", facts("externalSecrets")), {
                computed: { "pulumi:index:Stash": ({ input }) => ({ output: output ?? input }) },
            });
        assert.equal((await kept()).created, Install);
        const { created, registered } = await kept(Existing);
        assert.equal(created, Existing);
        assert.deepEqual(
            registered.map(({ name, ignoreChanges }) => ({ name, ignoreChanges })),
            [{ name: "externalSecrets-auto", ignoreChanges: ["input"] }],
        );
    });
});
