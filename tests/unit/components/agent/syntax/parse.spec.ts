import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parseAlloy } from "../../../../../components/agent/syntax/parse";
import { SyntaxProblem } from "../../../../../components/agent/syntax/tokens";

/** Where a text goes wrong, as "line: what". */
function problemOf(text: string): string {
    try {
        parseAlloy(text);
        return "none";
    } catch (error) {
        assert.ok(error instanceof SyntaxProblem);
        return `${text.slice(0, error.offset).split("\n").length}: ${error.message}`;
    }
}

describe("Alloy's syntax", () => {
    it("is read with blocks in blocks, and with what each names", () => {
        const { blocks, references, texts } = parseAlloy(`
// A comment.
prometheus.scrape "app" { /* another */
	targets    = array.concat(discovery.kubernetes.pods.targets, [{"__address__" = "127.0.0.1:" + sys.env("PORT")}])
	forward_to = [prometheus.remote_write.remotes.receiver, other[0].receiver.x]
	basic_auth {
		username = "u"
		password = (local.file.secret.content)
	}
	clustering { enabled = !false && 1.5e3 >= -2 }
}
logging { level = \`info\` }
`);
        assert.deepEqual(references, []);
        assert.deepEqual(
            blocks.map(({ name, label }) => [name, label]),
            [
                ["prometheus.scrape", "app"],
                ["logging", ""],
            ],
        );
        const [scrape] = blocks;
        assert.deepEqual(
            scrape!.references.map(({ path: names }) => names.join(".")),
            [
                "array.concat",
                "discovery.kubernetes.pods.targets",
                "sys.env",
                "prometheus.remote_write.remotes.receiver",
                "other",
            ],
        );
        const [auth, clustering] = scrape!.blocks;
        assert.deepEqual(
            auth!.references.map(({ path: names }) => names.join(".")),
            ["local.file.secret.content"],
        );
        assert.equal(clustering!.name, "clustering");
        assert.deepEqual(
            texts.map(({ name }) => name),
            ["username", "level"],
        );
    });

    it("is read of every module of the stack's own", () => {
        const file = path.resolve(__dirname, "../../../../stack/rendered/config.alloy");
        const { blocks } = parseAlloy(fs.readFileSync(file, "utf8"));
        assert.ok(blocks.some(({ name, label }) => `${name}.${label}` === "prometheus.remote_write.remotes"));
        assert.ok(blocks.length > 10);
    });

    for (const [text, problem] of [
        ["", "none"],
        ["a {}\n\n\nb { }", "none"],
        ["a { x = 1 /* c */ }", "none"],
        ["a { x = [\n1,\n2,\n] }", "none"],
        ['a { x = {b = 1, "c" = [], } }', "none"],
        ['a "x" {\n\ty = 1\n', '1: "{" is not closed'],
        [
            "a {\n\tx = [1, 2\n\t]\n}",
            '2: expected a comma, which also stands before a new line and "]", ")" or "}", found the end of the line',
        ],
        ["a {\n\tx = \n}", '3: expected a value, found "}"'],
        ["a {\n\tx = 1 y = 2\n}", '2: expected a new line before the next attribute or block, found "y"'],
        ["a b {}", '1: expected "=" or "{", found "b"'],
        ["a.b = 1", '1: expected "{", found "="'],
        ['a "b-c" {}', '1: a label is letters, digits and "_", not "b-c"'],
        ["a `b` {}", '1: a label is letters, digits and "_", not `b`'],
        ['a {\n\tx = "y\n}', "2: a text does not end on its line"],
        [
            'a { x = "\\d" }',
            '1: a text has a "\\" before a character that needs none: write "\\\\", or the text between backquotes',
        ],
        ["a { x = `y }", "1: a text that begins with a backquote does not end"],
        ["a { x = 'y' }", "1: texts stand between double quotes"],
        ["a { }\n# b", '2: there is no "#" in Alloy\'s syntax'],
        ["/* a", "1: a comment does not end"],
        ["a { x = {1 = 2} }", '1: expected a field\'s name, found "1"'],
        ["a { x = b.1 }", '1: expected a new line before the next attribute or block, found ".1"'],
        ["}", "1: expected an attribute's or a block's name, found \"}\""],
    ] as const) {
        it(`has this wrong in ${JSON.stringify(text)}: ${problem}`, () => {
            assert.equal(problemOf(text), problem);
        });
    }
});
