import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { copyTrimmed } from "./trim";

describe("a module of which less is compiled", () => {
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "trim-"));
        write("module", {
            "go.mod": "module example.org/program\n\ngo 1.25.1\n\nrequire example.org/cloud v1.0.0\n",
            "all/all.go": "package all // every component",
            "all/doc.go": "package all // its description",
            "cloud/cloud.go": "package cloud",
            "cloud/client.go": "package cloud // a large client",
            "cloud/data.json": "{}",
        });
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function write(name: string, files: Record<string, string>): void {
        for (const [file, text] of Object.entries(files)) {
            const place = path.join(folder, name, file);
            fs.mkdirSync(path.dirname(place), { recursive: true });
            fs.writeFileSync(place, text);
        }
    }
    const at = (name: string) => path.join(folder, name);
    const copy = (program?: string) => copyTrimmed(at("module"), at("ours"), at("copy"), program);
    const read = (file: string) => fs.readFileSync(path.join(folder, "copy", file), "utf8");

    it("has our files in the place of its own, and requires nothing by itself", async () => {
        write("ours", { "all/all.go": "package all // ours" });
        await copy();
        assert.equal(read("all/all.go"), "package all // ours");
        assert.equal(read("all/doc.go"), "package all // its description");
        assert.equal(read("go.mod"), "module example.org/program\ngo 1.25.1\n");
    });

    it("has package.go in the place of a whole package", async () => {
        write("ours", { "cloud/package.go": "package cloud // ours" });
        await copy();
        assert.deepEqual(fs.readdirSync(at("copy/cloud")), ["data.json", "package.go"]);
    });

    it("may get a program of ours", async () => {
        write("ours", { "lab/main.go": "package main" });
        await copy("lab");
        assert.equal(read("lab/main.go"), "package main");
    });

    it("is refused if what ours is to take the place of is not there, rather than compiled whole", async () => {
        for (const file of ["everything/all.go", "aws/package.go", "all/components.go"]) {
            fs.rmSync(at("ours"), { recursive: true, force: true });
            write("ours", { [file]: "package ours" });
            await assert.rejects(copy("lab"), /take the place of .*, but that is not there/);
        }
    });

    it("is copied again, without what an earlier copy had", async () => {
        write("ours", { "all/all.go": "package all // ours" });
        write("copy", { "left/over.go": "package left" });
        await copy();
        assert.equal(fs.existsSync(at("copy/left")), false);
    });
});
