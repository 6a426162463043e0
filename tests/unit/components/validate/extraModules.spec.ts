import * as assert from "node:assert/strict";

import { AlloyStackArgs } from "../../../../components/index";
import { argsProblems } from "../../../../components/validate/args";
import { RemoteKind } from "../../../../components/remotes";
import { configFor } from "../../../support/agentConfig";

const base: AlloyStackArgs = {
    clusterName: "c",
    prometheusRemotes: [{ name: "r", url: "https://h/api/v1/write" }],
    lokiRemotes: [
        { name: "a-b", url: "https://h/loki/api/v1/push" },
        { name: "c", url: "https://h/loki/api/v1/push" },
    ],
};

function told(text: string, more: Partial<AlloyStackArgs> = {}, name = "modules/app.alloy"): string[] {
    return argsProblems({ ...base, extraModules: [{ name, text }], ...more }).map(
        ({ path, found, expected }) => `${path}: ${found}${expected ? `; ${expected}` : ""}`,
    );
}

const good = `// What an app exposes.
prometheus.scrape "app" {
	targets    = [{"__address__" = "app:80", "cluster_name" = <% clusterName %>}]
	forward_to = [prometheus.relabel.app.receiver]
}

prometheus.relabel "app" {
	rule {
		action = "labeldrop"
		regex  = "pod"
	}
	forward_to = <% &metricsReceivers %>
}
<%# lokiRemotes %>

loki.source.file "app_<% &write %>" {
	targets    = [{"__path__" = "/var/log/app.log"}]
	forward_to = [loki.write.<% &write %>.receiver]
}
<%/ lokiRemotes %>

loki.source.file "all" {
	targets    = [{"__path__" = "/var/log/all.log", "node" = sys.env("HOSTNAME")}]
	forward_to = <% &logsReceivers %>
}
`;

describe("a module of the users' own", () => {
    it("sends where the stack's own modules do", () => {
        assert.deepEqual(told(good), []);
        const remotes = [
            { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" },
            { kind: RemoteKind.Loki, name: "a-b", url: "https://h/loki/api/v1/push" },
            { kind: RemoteKind.Loki, name: "c", url: "https://h/loki/api/v1/push" },
        ];
        const config = configFor(remotes, { extraModules: [{ name: "modules/app.alloy", text: good }] });
        const [, mine = ""] = config.split("// Module: app (modules/app.alloy)\n\n");
        assert.match(mine, /forward_to = \[prometheus\.remote_write\.remotes\.receiver\]/);
        assert.match(mine, /"app_a_b" \{\n.*\n\tforward_to = \[loki\.write\.a_b\.receiver\]/);
        assert.match(mine, /forward_to = \[loki\.write\.a_b\.receiver, loki\.write\.c\.receiver\]/);
        assert.match(mine, /"cluster_name" = "c"/);
    });

    it("sends nowhere where there is no remote, as they do", () => {
        assert.deepEqual(told(good, { prometheusRemotes: [], lokiRemotes: [] }), []);
    });

    for (const [what, text, problem] of [
        [
            "a receiver that is not there",
            'prometheus.scrape "x" {\n\tforward_to = [prometheus.remote_write.nosuch.receiver]\n}\n',
            "extraModules[0]: modules/app.alloy:2: names prometheus.remote_write.nosuch.receiver, which is not there; prometheus.remote_write.remotes.receiver, loki.write.a_b.receiver, loki.write.c.receiver",
        ],
        [
            "a receiver that is misspelt",
            'prometheus.scrape "x" {\n\tforward_to = [prometheus.remote_write.remotes.reciever]\n}\n',
            "extraModules[0]: modules/app.alloy:2: names prometheus.remote_write.remotes.reciever, and there is no such thing of a prometheus.remote_write; prometheus.remote_write.remotes.receiver",
        ],
        [
            "logs that are sent to metrics' receiver",
            'loki.source.file "x" {\n\tforward_to = <% &metricsReceivers %>\n}\n',
            "extraModules[0]: modules/app.alloy:2: sends from loki.source.file to prometheus.remote_write.remotes.receiver; a receiver of logs, as in <% &logsReceivers %>",
        ],
        [
            "a name that a module of ours has",
            '// x\n\nprometheus.scrape "alloy" {\n\tforward_to = []\n}\n',
            "extraModules[0]: modules/app.alloy:3: is a second prometheus.scrape.alloy, beside that of the module agent-metrics; a label of its own",
        ],
        [
            "a block that there may be once",
            'logging {\n\tlevel = "debug"\n}\n',
            "extraModules[0]: modules/app.alloy:1: is a second logging, beside that of the module core; a label of its own",
        ],
        [
            "a name twice",
            'loki.echo "x" { }\n\nloki.echo "x" { }\n',
            "extraModules[0]: modules/app.alloy:3: is a second loki.echo.x, beside that of line 1 of modules/app.alloy; a label of its own",
        ],
        [
            "a syntax error, at the line of the file and not of what became of it",
            '<%# lokiRemotes %>\nloki.echo "x_<% &write %>" { }\n<%/ lokiRemotes %>\n\nloki.echo "y" {\n\tx = = 1\n}\n',
            'extraModules[0]: modules/app.alloy:6: expected a value, found "="',
        ],
        [
            "a name that no template has",
            'loki.echo "x" {\n\ty = <% receiver %>\n}\n',
            'extraModules[0]: modules/app.alloy:2: names "receiver", which is not there; "clusterName", "metricsReceivers", "logsReceivers", "lokiRemotes"',
        ],
        [
            "receivers as a text",
            "x {\n\tforward_to = <% metricsReceivers %>\n}\n",
            'extraModules[0]: modules/app.alloy:2: names "metricsReceivers" as a text; <% &metricsReceivers %>',
        ],
        [
            "a section that does not end",
            "a { }\n<%# lokiRemotes %>\n",
            'extraModules[0]: modules/app.alloy:3: a tag is wrong: unclosed section "lokiRemotes"',
        ],
        [
            "a password",
            'otelcol.auth.basic "x" {\n\tusername = "u"\n\tpassword = "hunter2"\n}\n',
            'extraModules[0]: modules/app.alloy:3: has password as a text, which everybody can read who sees the agents\' ConfigMap; sys.env("NAME"), and the variable from a Secret, in alloy.envFrom or alloy.extraEnv of agentValues',
        ],
        [
            "an attribute by itself",
            "x = y\n",
            "extraModules[0]: modules/app.alloy:1: has an attribute outside of any block, with y; attributes inside of a component",
        ],
        [
            "something outside in a component that it declares",
            'declare "d" {\n\targument "to" { }\n\n\tloki.echo "x" { }\n\n\tloki.process "y" {\n\t\tforward_to = [argument.to.value, loki.echo.x.receiver, loki.write.c.receiver]\n\t}\n}\n',
            "extraModules[0]: modules/app.alloy:7: names loki.write.c.receiver, which is not there; a component that is there",
        ],
    ] as const) {
        it(`is refused for ${what}`, () => {
            assert.deepEqual(told(text), [problem]);
        });
    }

    it("may name what another one has, before it or after it", () => {
        const extraModules = [
            { name: "a.alloy", text: 'loki.source.file "x" {\n\tforward_to = [loki.echo.y.receiver]\n}\n' },
            { name: "b.alloy", text: 'loki.echo "y" { }\n' },
        ];
        assert.deepEqual(argsProblems({ ...base, extraModules }), []);
    });

    it("is refused under a name that another module has", () => {
        assert.deepEqual(told("", {}, "x/kubelet.alloy"), [
            'extraModules[0]: x/kubelet.alloy: is a second module "kubelet", beside kubelet.alloy; another name for the file',
        ]);
        assert.deepEqual(told("", {}, "x\ny.alloy"), [
            'extraModules[0]: has no name of a file of Alloy\'s; letters, digits, "-", "_" and ".", with ".alloy" at the end',
        ]);
    });

    it("sees no component of a module that is not there", () => {
        const text = 'prometheus.operator.servicemonitors "block_node_server" {\n\tforward_to = []\n}\n';
        assert.deepEqual(told(text), []);
        assert.equal(told(text, { monitorBlockNode: true }).length, 1);
    });
});
