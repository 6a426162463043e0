import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { refuseAffero } from "./licences";

describe("a program to be compiled", () => {
    let folder: string;
    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "modules-"))));
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function list(licences: Record<string, string>): string {
        return Object.entries(licences)
            .map(([name, text]) => {
                fs.mkdirSync(path.join(folder, name));
                fs.writeFileSync(path.join(folder, name, "LICENSE"), text);
                return `example.org/${name} ${path.join(folder, name)}\n\n`;
            })
            .join("");
    }

    it("is refused if a module in it is under the AGPL", () => {
        const listed = list({
            apache: "Apache License\n",
            affero: "                    GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3\n",
        });
        assert.throws(() => {
            refuseAffero("alloy", listed);
        }, /alloy would contain example.org\/affero, whose/);
    });

    it("is compiled if a licence only mentions the AGPL, and if the standard library has no module", () => {
        const mozilla =
            "Mozilla Public License Version 2.0\n\nGNU Affero General Public License, Version 3.0\n";
        refuseAffero("vault", `\n\n${list({ mozilla })}`);
    });
});
