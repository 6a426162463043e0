import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const docs = path.resolve(__dirname, "../../docs");

/** What a text names as shown, as files and the titles of tests that they should have. */
function named(text: string): { file: string; title: string }[] {
    return [...text.matchAll(/\]\((\.\.\/tests\/[^)]+)\) ((?:(?: and )?"[^"]+")+)/g)].flatMap(
        ([, file = "", titles = ""]) =>
            [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ file, title })),
    );
}

function missing(text: string): string[] {
    return named(text)
        .filter(({ file, title }) => {
            const test = path.join(docs, file);
            return !fs.existsSync(test) || !fs.readFileSync(test, "utf8").includes(`it("${title}"`);
        })
        .map(({ file, title }) => `${file}: ${title}`);
}

describe("docs/proof.md", () => {
    const text = fs.readFileSync(path.join(docs, "proof.md"), "utf8");

    it("names tests that exist", () => {
        assert.ok(named(text).length >= 30, String(named(text).length));
        assert.deepEqual(missing(text), []);
    });

    it("is seen to be wrong when a test has another title, or is gone", () => {
        assert.equal(missing(text.replace('"one is added"', '"one is put in"')).length, 1);
        assert.equal(missing(text.replace("90-smoke-password", "90-smoke-passwords")).length, 1);
    });
});
