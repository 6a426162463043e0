import * as assert from "node:assert/strict";

import { readStackFiles } from "../../../../cli/stack/files";
import { eachFolder } from "../support/folder";

describe("a stack's files", () => {
    const folder = eachFolder();

    function read(stackFile: string, project = "name: p\nruntime: nodejs\n") {
        folder.write("Pulumi.yaml", project);
        folder.write("Pulumi.s.yaml", stackFile);
        return readStackFiles({ folder: folder.at() }, "s");
    }

    function refused(stackFile: string): string {
        try {
            read(stackFile);
        } catch (error) {
            return (error as Error).message.replace(folder.at(), "");
        }
        return assert.fail("it was read");
    }

    it("are read as Pulumi 3.259 reads them", () => {
        // Its own answers to the same file: pulumi config --json.
        const { values } = read(
            [
                "config:",
                "    p:short: 1.50",
                "    p:exponent: 1e3",
                "    p:date: 2001-01-01",
                "    p:yes: yes",
                "    p:hex: 0x10",
                "    p:none: ~",
                '    p:empty: ""',
                "    p:list: [1.50, 007, yes, 2001-01-01, null]",
                "    p:config:old: 3",
                "    p:long: 12345678901234567890",
                "    p:truth: true",
                "    bare: c",
                "    p:open:",
                "        - open:http://$NODE_IP:9090/w:",
            ].join("\n"),
        );
        assert.deepEqual(values, {
            "p:short": "1.5",
            "p:exponent": "1000",
            "p:date": "2001-01-01 00:00:00 +0000 UTC",
            "p:yes": "yes",
            "p:hex": "16",
            "p:none": "",
            "p:empty": "",
            "p:list": '[1.5,7,"yes","2001-01-01 00:00:00 +0000 UTC",null]',
            "p:old": "3",
            "p:long": "12345678901234567890",
            "p:truth": "true",
            "p:bare": "c",
            "p:open": '[{"open:http://$NODE_IP:9090/w":null}]',
        });
    });

    it("have the project's defaults below the stack's values, each as it stands", () => {
        const project = [
            "name: p",
            "config:",
            "    p:a: { default: one }",
            "    p:b: { default: { value: {} } }",
            "    p:c: { value: three }",
            "    p:none: { type: string }",
            "    d: { default: [] }",
        ].join("\n");
        assert.deepEqual(read("config:\n    p:a: mine\n", project).values, {
            "p:a": "mine",
            "p:b": '{"value":{}}',
            "p:c": "three",
            "p:d": "[]",
        });
    });

    it("keep what is encrypted to themselves, in whole or in part, and say which keys that are", () => {
        const { values, encrypted } = read(
            "config:\n    p:a: { secure: v1:abc }\n    p:b: { x: { secure: v1:abc } }\n    p:c: { x: 1 }\n",
        );
        assert.deepEqual(values, { "p:c": '{"x":1}' });
        assert.deepEqual(encrypted, ["p:a", "p:b"]);
    });

    it("say whether there is more in Pulumi ESC", () => {
        assert.equal(read("config: {}\n").hasEnvironment, false);
        assert.equal(read("environment: [team/prod]\nconfig: {}\n").hasEnvironment, true);
    });

    it("are refused with file, line and column where they are no YAML", () => {
        const tab = "config:\n    p:clusterName: c\n\tbad: tab\n";
        assert.match(refused(tab), /^\/Pulumi\.s\.yaml:3:1: this is no YAML: Tabs are not allowed/);
        assert.match(refused("config:\n    p:a: 1\n    p:a: 2\n"), /^\/Pulumi\.s\.yaml:3:5: .*unique/);
        assert.match(refused("[]\n"), /^\/Pulumi\.s\.yaml:1:1: there are no keys/);
        assert.match(refused("config: []\n"), /^\/Pulumi\.s\.yaml: "config" has no keys/);
    });

    it("may be empty, which is said", () => {
        for (const text of ["", "# nothing\n", "config:\n"]) {
            const { values, warnings } = read(text);
            assert.deepEqual(values, {});
            assert.match(warnings.join(), /Pulumi\.s\.yaml has no configuration in it$/);
        }
    });

    it("are those of the stack: with an organization in its name, in the project's folder for them, or another one", () => {
        folder.write("Pulumi.yaml", "name: p\nstackConfigDir: stacks\n");
        folder.write("stacks/Pulumi.prod.yaml", "config:\n    p:a: 1\n");
        const other = folder.write("other.yaml", "config:\n    p:a: 2\n");
        assert.deepEqual(readStackFiles({ folder: folder.at() }, "team/p/prod").values, { "p:a": "1" });
        assert.deepEqual(readStackFiles({ folder: folder.at(), configFile: other }, "prod").values, {
            "p:a": "2",
        });
        assert.throws(
            () => readStackFiles({ folder: folder.at() }, "nope"),
            /there is no \S+Pulumi\.nope\.yaml, so no stack "nope" is configured; \S+ has prod$/,
        );
    });
});
