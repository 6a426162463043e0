import * as assert from "node:assert/strict";

import { alloyConfig } from "../../components/alloy/config";
import { imageParts } from "../../components/images";
import { RemoteKind } from "../../components/remote";
import { renderObject, renderTemplate } from "../../components/templates";

const view = { clusterName: "c", prometheusRemotes: [], metricsReceivers: "[]" };

describe("templates", () => {
    it("quote every value, so that none can end its string", () => {
        const hostile = 'http://h/"x\\y\n%';
        const remote = { name: "r", url: hostile, login: undefined };
        const text = renderTemplate("remotes.alloy", { ...view, prometheusRemotes: [remote] });
        assert.ok(text.includes(String.raw`url  = "http://h/\"x\\y\n%"`), text);
    });

    it("refuse a name that the view lacks, in a section too", () => {
        assert.throws(
            () => renderTemplate("remotes.alloy", { prometheusRemotes: [] }),
            /remotes.alloy: unknown name "clusterName"/,
        );
        const withoutUrl = { ...view, prometheusRemotes: [{ name: "r", login: undefined }] };
        assert.throws(() => renderTemplate("remotes.alloy", withoutUrl), /unknown name "url"/);
    });

    it("come out as Kubernetes objects whatever the values are", () => {
        const config = 'logging {\n\tlevel = "info"\n}\n# {{ .Value }} : - "\n';
        const object = renderObject("configmap.yaml", { namespace: "grafana-alloy", config }) as {
            data: object;
        };
        assert.deepEqual(object.data, { "config.alloy": config });
    });
});

describe("config.alloy", () => {
    const remote = { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" };

    it("has a banner for each module, in a fixed order", () => {
        const text = alloyConfig({ clusterName: "c", remotes: [remote] });
        const banners = [...text.matchAll(/^\/\/ Module: (.*)$/gm)].map(([, name]) => name);
        assert.deepEqual(banners, [
            "core (core.alloy)",
            "agent-metrics (agent-metrics.alloy)",
            "remotes (remotes.alloy)",
        ]);
    });

    it("has no remotes module, and sends nowhere, when there are no remotes", () => {
        const text = alloyConfig({ clusterName: "c", remotes: [] });
        assert.doesNotMatch(text, /remotes/);
        assert.match(text, /forward_to {6}= \[\]/);
    });

    it("logs in only where there is a username", () => {
        assert.doesNotMatch(alloyConfig({ clusterName: "c", remotes: [remote] }), /basic_auth/);
        const withLogin = alloyConfig({ clusterName: "c", remotes: [{ ...remote, username: "u" }] });
        assert.match(withLogin, /password_file = "\/etc\/alloy-secrets\/prometheus\/r\/password"/);
    });
});

describe("an image reference in the parts charts ask for", () => {
    const cases: [string, string, string, string][] = [
        ["grafana/alloy:v1.18.1", "docker.io", "grafana/alloy", "v1.18.1"],
        ["alloy:v1", "docker.io", "library/alloy", "v1"],
        ["mirror.example/alloy:v1", "mirror.example", "alloy", "v1"],
        ["mirror.example:5000/team/alloy:v1", "mirror.example:5000", "team/alloy", "v1"],
        [
            "ghcr.io/external-secrets/external-secrets",
            "ghcr.io",
            "external-secrets/external-secrets",
            "latest",
        ],
    ];
    for (const [reference, registry, repository, tag] of cases) {
        it(reference, () => {
            assert.deepEqual(imageParts(reference), { registry, repository, tag });
        });
    }
});
