import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { firstNode } from "../node/nodes";
import { Image } from "./images";
import { loadIntoContainerd, loadIntoDocker } from "./load";

const images: Image[] = ["alloy", "pause", "vault", "nginx"].map((name, index) => ({
    name,
    reference: `alloy-stack.lab/${name}:1`,
    archive: `/cache/${name}-1.tar`,
    engine: index < 2 ? "containerd" : "docker",
}));

describe("images on every up", () => {
    let folder: string;
    const path_ = process.env.PATH;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "load-"));
        process.env.PATH = `${folder}:${path_ ?? ""}`;
    });
    afterEach(() => {
        process.env.PATH = path_;
        fs.rmSync(folder, { recursive: true });
    });

    /** A client that knows these images, and writes down what it is told to do. */
    function client(name: string, script: string): void {
        fs.writeFileSync(
            path.join(folder, name),
            `#!/bin/sh\n${script}\necho "$*" >> ${path.join(folder, "told")}\n`,
            { mode: 0o755 },
        );
    }
    const told = () => fs.readFileSync(path.join(folder, "told"), "utf8").trim().split("\n");

    it("are brought back if containerd lacks them", async () => {
        client("ctr", 'case "$*" in *list*) echo alloy-stack.lab/pause:1; exit;; esac');
        await loadIntoContainerd(firstNode(), images);
        assert.deepEqual(
            told().map((line) => line.replace(/.*k8s\.io /, "")),
            ["images import /cache/alloy-1.tar"],
        );
    });

    it("are brought back if Docker lacks them", async () => {
        client("docker", 'case "$*" in *inspect*vault*) echo "[{}]"; exit;; *inspect*) exit 1;; esac');
        await loadIntoDocker(images);
        assert.deepEqual(told(), ["load --quiet --input /cache/nginx-1.tar"]);
    });
});
