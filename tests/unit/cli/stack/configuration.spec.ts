import * as assert from "node:assert/strict";
import * as fs from "node:fs";

import { readConfiguration, readConfigurationOffline } from "../../../../cli/stack/configuration";
import { eachFolder } from "../support/folder";

describe("a stack's configuration", () => {
    const folder = eachFolder();
    const { PATH } = process.env;
    beforeEach(() => {
        process.env.PATH = `${folder.at("bin")}:/bin:/usr/bin`;
        folder.write("Pulumi.yaml", "name: alloy-stack\n");
        folder.write("Pulumi.s.yaml", "config:\n    alloy-stack:clusterName: from-the-file\n");
    });
    afterEach(() => {
        process.env.PATH = PATH;
    });

    /** A pulumi that has this configuration, and notes what it is called with. */
    function installPulumi(config: Record<string, object>, more = ""): void {
        const script = [
            "#!/bin/sh",
            `echo "$@" >> ${folder.at("calls")}`,
            'case "$*" in',
            more,
            '"stack --show-name"*) echo selected;;',
            '"config get alloy-stack:vaultAddress"*) echo https://decrypted.example.com;;',
            `"config --json"*) cat ${folder.at("config.json")};;`,
            "esac",
        ].join("\n");
        folder.write("config.json", JSON.stringify(config));
        fs.chmodSync(folder.write("bin/pulumi", script), 0o755);
    }

    function calls(): string[] {
        const file = folder.at("calls");
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [];
    }

    const place = (more = {}) => ({ folder: folder.at(), ...more });

    it("comes through Pulumi, of the stack that is selected, and with its secrets encrypted", async () => {
        installPulumi({
            "alloy-stack:clusterName": { value: "from-pulumi", secret: false },
            "alloy-stack:remotePasswords": { secret: true },
        });
        assert.deepEqual(await readConfiguration(place()), {
            project: "alloy-stack",
            stack: "selected",
            values: { "alloy-stack:clusterName": "from-pulumi" },
            secrets: ["alloy-stack:remotePasswords"],
        });
        assert.deepEqual(calls(), [
            "stack --show-name --non-interactive",
            "config --json --stack selected --non-interactive",
        ]);
    });

    it("is read from the file that is given", async () => {
        installPulumi({});
        await readConfiguration(place({ stack: "s", configFile: "/other.yaml" }));
        assert.match(calls().join(), /config --json --stack s --config-file \/other\.yaml/);
    });

    it("has what is encrypted and should be no secret decrypted, and nothing else", async () => {
        installPulumi({
            "alloy-stack:vaultAddress": { secret: true },
            "alloy-stack:esoPassword": { secret: true },
            "other:thing": { secret: true },
        });
        const { values } = await readConfiguration(place({ stack: "s" }));
        assert.deepEqual(values, { "alloy-stack:vaultAddress": "https://decrypted.example.com" });
        assert.equal(calls().filter((call) => call.startsWith("config get")).length, 1);
    });

    it("comes from the files where there is no Pulumi, or no such stack yet", async () => {
        const stack = { stack: "s" };
        assert.deepEqual((await readConfiguration(place(stack))).values, {
            "alloy-stack:clusterName": "from-the-file",
        });
        const unknown = `"config --json"*) echo "error: no stack named 's' found" >&2; exit 255;;`;
        installPulumi({}, unknown);
        assert.deepEqual((await readConfiguration(place(stack))).values, {
            "alloy-stack:clusterName": "from-the-file",
        });
        await assert.rejects(readConfiguration(place({ stack: "nope" })), /no stack named 's' found/);
    });

    it("fails with what Pulumi says, in its words", async () => {
        installPulumi({}, `"config --json"*) echo "error: PULUMI_ACCESS_TOKEN must be set" >&2; exit 255;;`);
        await assert.rejects(
            readConfiguration(place({ stack: "s" })),
            /^Failure: pulumi: PULUMI_ACCESS_TOKEN must be set$/,
        );
    });

    it("needs a stack's name where none is selected", async () => {
        installPulumi({}, `"stack --show-name"*) echo "error: no stack selected; please" >&2; exit 255;;`);
        await assert.rejects(readConfiguration(place()), /no stack is selected; give --stack NAME/);
        fs.rmSync(folder.at("bin/pulumi"));
        await assert.rejects(
            readConfiguration(place()),
            /^Failure: give --stack NAME; without it pulumi is asked .* there is no pulumi command here; install Pulumi/,
        );
    });

    it("is read without Pulumi for what needs none, unless the file leads to Pulumi ESC", async () => {
        installPulumi({ "alloy-stack:clusterName": { value: "from-pulumi" } });
        const stack = { stack: "s" };
        assert.deepEqual((await readConfigurationOffline(place(stack))).values, {
            "alloy-stack:clusterName": "from-the-file",
        });
        assert.deepEqual(calls(), []);
        folder.write("Pulumi.s.yaml", "environment: [team/prod]\n");
        assert.deepEqual((await readConfigurationOffline(place(stack))).values, {
            "alloy-stack:clusterName": "from-pulumi",
        });
    });

    it("is not pieced together: what only Pulumi can read is said", async () => {
        folder.write("Pulumi.s.yaml", "environment: [team/prod]\n");
        await assert.rejects(
            readConfiguration(place({ stack: "s" })),
            /stack s has an "environment", which only Pulumi can read: there is no pulumi command here/,
        );
        folder.write("Pulumi.s.yaml", "config:\n    alloy-stack:vaultAddress: { secure: v1:abc }\n");
        await assert.rejects(
            readConfigurationOffline(place({ stack: "s" })),
            /^Failure: alloy-stack:vaultAddress: holds a secret, which only Pulumi can read$/,
        );
    });
});
