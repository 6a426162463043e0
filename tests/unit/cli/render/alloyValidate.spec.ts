import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { alloyValidate } from "../../../../cli/render/alloyValidate";
import { parseSettings } from "../../../../settings/settings";

const { settings } = parseSettings(
    "p",
    {
        clusterName: "c",
        prometheusRemotes: JSON.stringify([
            { name: "r", url: "https://h/api/v1/write", remoteWriteVersion: 2 },
        ]),
    },
    { machineIp: () => "192.0.2.1" },
);

describe("an Alloy on this machine", () => {
    const { PATH } = process.env;
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alloy-stack-"));
    });
    afterEach(() => {
        process.env.PATH = PATH;
        fs.rmSync(folder, { recursive: true });
    });

    /** An alloy command before all others. */
    function alloy(script: string): void {
        fs.writeFileSync(path.join(folder, "alloy"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        process.env.PATH = `${folder}:${PATH}`;
    }

    it("is not missed where there is none", async () => {
        process.env.PATH = folder;
        assert.equal(await alloyValidate(settings), undefined);
    });

    it("says nothing against what it takes, and is told what the agents may do", async () => {
        alloy(`[ "$1 $2" = "validate --stability.level=experimental" ] && grep -q WriteRequest "$3" && exit 1
grep -q 'io.prometheus.write.v2.Request' "$3"`);
        assert.equal(await alloyValidate(settings), undefined);
    });

    it("warns of what it refuses, in its own words", async () => {
        alloy('echo "Error: $3:1:1: no such thing" >&2; exit 1');
        assert.equal(
            await alloyValidate(settings),
            "warning: the Alloy on this machine refuses the configuration (alloy validate):\nError: config.alloy:1:1: no such thing",
        );
    });
});
