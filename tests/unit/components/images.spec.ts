import * as assert from "node:assert/strict";

import { imageParts, imagesFrom } from "../../../components/images";

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

    it("with a digest behind the tag", () => {
        const [repository, digest] = ["team/alloy", "sha256:0a0b"];
        assert.deepEqual(imageParts(`r.example:5000/${repository}:v1@${digest}`), {
            registry: "r.example:5000",
            repository,
            tag: "v1",
            digest,
        });
    });
});

describe("images", () => {
    it("are the released ones, but for those that are given", () => {
        const images = imagesFrom({ loki: "mine/loki:1", alloy: "mine/alloy:1" });
        assert.equal(images.vault, "hashicorp/vault:1.21");
        assert.equal(images.loki, "mine/loki:1");
        assert.equal(images.alloy, "mine/alloy:1");
    });

    it("come from a mirror, but for those that are given", () => {
        const images = imagesFrom({ loki: "mine/loki:1" }, "mirror.example/m");
        assert.equal(images.loki, "mine/loki:1");
        assert.equal(images.nginx, "mirror.example/m/library/nginx:1.29");
        assert.equal(images.nodeExporter, "mirror.example/m/prometheus/node-exporter:v1.9.1");
    });
});
