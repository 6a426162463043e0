import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { goMod, requirements } from "./goMod";
import { GoModule } from "./tool";

const theirs = `module example.org/program

go 1.25.1

require (
	example.org/cloud/storage v1.2.0
	example.org/cloud/queue v1.3.0
	example.org/library v0.4.0 // indirect
	example.org/program/api v0.0.0
)

replace example.org/program/api => ./api

replace example.org/library => example.org/fork v0.4.1

replace example.org/cloud/storage => example.org/cloud/fork v1.2.1
`;

describe("the go.mod that a program is compiled by", () => {
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "go-mod-"));
        fs.writeFileSync(path.join(folder, "go.mod"), theirs);
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    async function lines(source: Partial<GoModule>): Promise<string[]> {
        const program: GoModule = {
            kind: "go",
            module: "example.org/program",
            version: "v2.0.0",
            main: "example.org/program",
            seconds: 1,
            nested: { "example.org/program/*": "v1.9.0" },
            ...source,
        };
        return goMod("lab", await requirements(program, path.join(folder, "go.mod"))).split("\n");
    }

    it("repeats the program's lines, with releases in the place of its own folders", async () => {
        assert.deepEqual(await lines({}), [
            "module lab",
            "go 1.25.1",
            "require example.org/cloud/storage v1.2.0",
            "require example.org/cloud/queue v1.3.0",
            "require example.org/library v0.4.0",
            "require example.org/program/api v1.9.0",
            "require example.org/program v2.0.0",
            "replace example.org/library => example.org/fork v0.4.1",
            "replace example.org/cloud/storage => example.org/cloud/fork v1.2.1",
            "",
        ]);
    });

    it("says nothing of modules that a trimmed program does without", async () => {
        const trimmed = { to: "what is used", modules: {}, without: ["example.org/cloud/*"] };
        assert.deepEqual(
            (await lines({ trimmed })).filter((line) => line.includes("cloud")),
            [],
        );
    });

    it("is refused if the release of a folder of the program's is not known", async () => {
        await assert.rejects(lines({ nested: {} }), /takes example.org\/program\/api from its own folder/);
    });
});
