import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { SettingsError } from "../../../settings/problems";
import { parseSettings } from "../../../settings/settings";

describe("extraModules", () => {
    let folder: string;
    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-stack-"));
        fs.mkdirSync(path.join(folder, "modules"));
        fs.writeFileSync(path.join(folder, "modules/a.alloy"), 'loki.echo "a" { }\n');
        fs.writeFileSync(path.join(folder, "modules/b.alloy"), 'loki.echo "b" {\n');
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function read(extraModules: unknown) {
        const given = { clusterName: "c", extraModules: JSON.stringify(extraModules) };
        return parseSettings("p", given, { machineIp: () => "192.0.2.1", folder }).settings.stack
            .extraModules;
    }

    function refused(extraModules: unknown): string[] {
        try {
            read(extraModules);
        } catch (error) {
            assert.ok(error instanceof SettingsError);
            return error.problems;
        }
        return [];
    }

    it("are files below the project's folder", () => {
        assert.deepEqual(read(["modules/a.alloy"]), [
            { name: "modules/a.alloy", text: 'loki.echo "a" { }\n' },
        ]);
    });

    it("are refused where they are not there, or not below it", () => {
        const [first, second] = refused(["modules/c.alloy", "../modules/a.alloy"]);
        assert.match(first!, /^p:extraModules\[0\]: is "modules\/c\.alloy", and there is no such file in /);
        assert.match(second!, /^p:extraModules\[1\]: is "\.\.\/modules\/a\.alloy"\n\s+expected: the path/);
    });

    it("are refused with the file and the line of what is wrong in them", () => {
        const [problem, ...others] = refused(["modules/a.alloy", "modules/b.alloy"]);
        assert.match(problem!, /^p:extraModules\[1\]: modules\/b\.alloy:1: "\{" is not closed/);
        assert.deepEqual(others, []);
    });
});
