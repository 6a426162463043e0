import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { Command } from "commander";
import { parse } from "yaml";

import { everyCommand, alloyStack } from "../../cli/main";
import { keys } from "../../settings/schema";
import { headings, inlineCode, links, shellCommands, yamlBlocks } from "../support/markdown";

const repository = path.resolve(__dirname, "../..");

const files = [
    ...["README.md", "UPGRADING.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"],
    ...fs.readdirSync(path.join(repository, "docs")).map((name) => `docs/${name}`),
];

/** Former names, which only the pages about upgrading may name. */
const aboutUpgrading = ["UPGRADING.md", "CHANGELOG.md"];

function textOf(file: string): string {
    return fs.readFileSync(path.join(repository, file), "utf8");
}

/** What is wrong with the links of a document: to files that are not there, and to headings that no document has. */
function brokenLinks(file: string, text: string): string[] {
    return links(text).filter((link) => {
        if (/^[a-z]+:/.test(link)) return false;
        const [target = "", anchor] = link.split("#");
        const at = target ? path.join(path.dirname(file), target) : file;
        if (!fs.existsSync(path.join(repository, at))) return true;
        const content = at === file ? text : anchor === undefined ? "" : textOf(at);
        return anchor !== undefined && !headings(content).includes(anchor);
    });
}

const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };

/** What a command line names that is not there: a command, an option, or a script of package.json. */
function unknownParts(line: string): string[] {
    const words = line.split(/\s+/);
    const script = /^npm run (?:--silent |-s )?([\w:]+)/.exec(line)?.[1];
    const ofLab = /^npm run lab -- (\w+)/.exec(line)?.[1];
    const short = script ? alloyStackOf(script) : [];
    const at = words.indexOf("alloy-stack");
    return [
        ...(script && !(script in scripts) ? [`npm run ${script}`] : []),
        ...(ofLab && !labCommands().includes(ofLab) ? [`npm run lab -- ${ofLab}`] : []),
        ...(at >= 0 ? unknownOptions(words.slice(at + 1)) : []),
        ...(short.length > 0 ? unknownOptions([...short, ...after(words)]) : []),
    ];
}

/** What npm hands to a script. */
function after(words: string[]): string[] {
    return words.includes("--") ? words.slice(words.indexOf("--") + 1) : [];
}

/** The command that a script of package.json is short for; none if it is for something else. */
function alloyStackOf(script: string): string[] {
    const [, command] = /^alloy-stack (\w+)$/.exec(scripts[script] ?? "") ?? [];
    return command === undefined ? [] : [command];
}

function unknownOptions(words: string[]): string[] {
    let command: Command = alloyStack();
    for (const [index, word] of words.entries()) {
        if (/^[|&;>#]/.test(word)) return [];
        if (word.startsWith("-")) {
            const [flag = ""] = word.split("=");
            if (
                !command.options.some(({ short, long }) => flag === short || flag === long) &&
                flag !== "--help"
            )
                return [`alloy-stack ${words.slice(0, index).join(" ")} ${flag}`];
            continue;
        }
        const inner = command.commands.find((one) => one.name() === word);
        if (inner) command = inner;
        else if (command.commands.length > 0) return [`alloy-stack ${words.slice(0, index + 1).join(" ")}`];
    }
    return [];
}

function labCommands(): string[] {
    return [...textOf("tests/lab/cli.ts").matchAll(/\.command\("(\w+)/g)].map(([, name = ""]) => name);
}

/** The keys that a text names with their prefix and that do not exist. */
function unknownKeys(text: string): string[] {
    const named = [...text.matchAll(/\balloy-stack:([a-z]\w*)/g)].map(([, name = ""]) => name);
    // Types of components have the same prefix.
    return [...new Set(named)].filter((name) => name !== "index" && !keys.some((key) => key === name));
}

/** Paths of this repository that a document names as code, and that are not there. */
function missingPaths(text: string): string[] {
    return inlineCode(text)
        .filter((code) =>
            /^\.?(cli|components|settings|alloy|docs|tests|\.ci|\.github)\/[\w./-]+$/.test(code),
        )
        .filter((code) => !fs.existsSync(path.join(repository, code)));
}

/** The product's own text, where documents quote messages. */
function source(): string {
    const folders = ["cli", "components", "settings"];
    return folders
        .flatMap((folder) =>
            fs
                .readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" })
                .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
                .map((name) => textOf(path.join(folder, name))),
        )
        .join("\n")
        .replaceAll("\\'", "'")
        .replaceAll('\\"', '"');
}

/** The quoted symptoms of docs/troubleshooting.md that no message has; "…" stands for what differs each time. */
function unknownSymptoms(text: string, product: string): string[] {
    const [, ours = ""] = /## An update is refused([^]*)## The dev stack/.exec(text) ?? [];
    const symptoms = [...ours.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, symptom = ""]) => symptom);
    return symptoms.filter((symptom) =>
        symptom.split("…").some((part) => part.trim().length > 0 && !product.includes(part.trim())),
    );
}

const noneFor = (check: (file: string, text: string) => string[]) => {
    const found = files.flatMap((file) => check(file, textOf(file)).map((one) => `${file}: ${one}`));
    assert.deepEqual(found, []);
};

describe("the documents", () => {
    it("link to files and headings that are there", () => {
        noneFor(brokenLinks);
        assert.deepEqual(brokenLinks("docs/x.md", "[a](../REDME.md) [b](security.md#a-dev-stak) [c](#no)"), [
            "../REDME.md",
            "security.md#a-dev-stak",
            "#no",
        ]);
    });

    it("name commands, options and scripts that are there", () => {
        noneFor((file, text) =>
            aboutUpgrading.includes(file) ? [] : shellCommands(text).flatMap(unknownParts),
        );
        const wrong = [
            "npm run strat",
            "npm run lab -- upp",
            "npm run render -- --stak dev",
            "npx alloy-stack veryfy",
            "npx alloy-stack up --strikt",
            "npx alloy-stack dev cleen",
        ];
        for (const line of wrong) assert.equal(unknownParts(line).length, 1, line);
    });

    it("name keys that are there", () => {
        noneFor((file, text) => (aboutUpgrading.includes(file) ? [] : unknownKeys(text)));
        assert.deepEqual(unknownKeys("alloy-stack:clusterNam: c"), ["clusterNam"]);
    });

    it("name files and folders that are there", () => {
        noneFor((file, text) => (aboutUpgrading.includes(file) ? [] : missingPaths(text)));
        assert.deepEqual(missingPaths("see `components/vault/x.ts` and `cli/`"), ["components/vault/x.ts"]);
    });

    it("have YAML that can be read", () => {
        const unreadable = (text: string) =>
            yamlBlocks(text).filter((block) => {
                try {
                    return parse(block) === null;
                } catch {
                    return true;
                }
            });
        noneFor((_, text) => unreadable(text));
        assert.equal(unreadable("```yaml\na: b: c\n```\n").length, 1);
    });

    it("quote symptoms as the product prints them", () => {
        const product = source();
        assert.deepEqual(unknownSymptoms(textOf("docs/troubleshooting.md"), product), []);
        const wrong = "## An update is refused\n| `there is no DemonSet` | x |\n## The dev stack";
        assert.deepEqual(unknownSymptoms(wrong, product), ["there is no DemonSet"]);
    });

    it("are short where a stranger begins", () => {
        assert.ok(textOf("README.md").split("\n").length <= 121, "README.md has more than 120 lines");
    });
});

describe("messages of the product", () => {
    it("name commands and options that are there", () => {
        const lines = [...source().matchAll(/alloy-stack(?: [a-z]+)+(?: --[a-z-]+)+/g)].map(([line]) => line);
        assert.ok(lines.length > 0);
        assert.deepEqual(lines.flatMap(unknownParts), []);
    });

    it("are of commands whose help says what each option does", () => {
        everyCommand(alloyStack(), (command) => {
            for (const option of command.options) assert.notEqual(option.description, "", option.flags);
        });
    });
});
