import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { parse, stringify } from "yaml";

import { record, Recorded } from "../../cli/render/record";
import { readInputs } from "../../components/plugin/inputs";
import { PackageProvider } from "../../components/plugin/provider";
import { PackageSchema, readSchema } from "../../components/plugin/schema";
import { repository } from "./support/folder";

const examples = path.join(repository, "examples");
const type = "alloy-stack:index:AlloyStack";
const secretKeys = [
    ...["prometheusPassword", "esoPassword", "vaultToken"],
    ...["esoPassword-prod-west", "esoPassword-prod-east"],
];

/** What an example registers, with "<secret>" where a secret is. */
function registered(run: () => unknown): Promise<Recorded[]> {
    const config = Object.fromEntries(secretKeys.map((key) => [`example:${key}`, "of-the-configuration"]));
    pulumi.runtime.setAllConfig(config, Object.keys(config));
    return record(run, { project: "example", stack: "dev", values: {}, secrets: [] });
}

/** The example's resources are what was reviewed. UPDATE_RENDERED=1 writes them. */
function isAsReviewed(example: string, resources: Recorded[]): void {
    const file = path.join(examples, example, "rendered.yaml");
    const byName = resources.sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
    const now = stringify(byName, { lineWidth: 0, aliasDuplicateObjects: false });
    if (process.env.UPDATE_RENDERED) fs.writeFileSync(file, now);
    assert.equal(
        now,
        fs.readFileSync(file, "utf8"),
        `${file}: if it should change: UPDATE_RENDERED=1 npm test`,
    );
    assert.doesNotMatch(now, /of-the-configuration/);
}

describe("examples", () => {
    for (const example of ["typescript", "read-only-vault", "several-clusters", "eks-like"])
        it(`${example}: registers what was reviewed`, async () => {
            const program = path.join(examples, example, "index.ts");
            isAsReviewed(
                example,
                await registered(() => {
                    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it runs when it is loaded
                    require(program);
                }),
            );
        });

    it("read-only-vault: writes nothing into Vault, and knows no secret", () => {
        const rendered = fs.readFileSync(path.join(examples, "read-only-vault/rendered.yaml"), "utf8");
        assert.doesNotMatch(rendered, /type: vault:|<secret>/);
    });

    it("several-clusters: shares no path in Vault", () => {
        const rendered = fs.readFileSync(path.join(examples, "several-clusters/rendered.yaml"), "utf8");
        const entries = parse(rendered) as Recorded[];
        // The login method that Vault's owners have mounted is read only, and has neither.
        const paths = entries.flatMap(({ type: its, inputs: { name, path: at } }) =>
            its.startsWith("vault:") && (name ?? at) !== undefined ? [`${its} ${String(name ?? at)}`] : [],
        );
        assert.ok(paths.length >= 6, paths.join("\n"));
        assert.equal(new Set(paths).size, paths.length, paths.join("\n"));
    });

    it("yaml: fits the schema, and comes to what the TypeScript one does", async () => {
        const { resources } = parse(fs.readFileSync(path.join(examples, "yaml/Pulumi.yaml"), "utf8")) as {
            resources: { agent: { type: string; properties: Record<string, unknown> } };
        };
        const { agent } = resources;
        assert.equal(agent.type, "alloy-stack:AlloyStack");
        const schema = JSON.parse(readSchema()) as PackageSchema;
        const component = schema.resources[type];
        assert.ok(component);
        const { problems, unknown } = await readInputs(schema, component, agent.properties);
        assert.deepEqual([...problems, ...unknown], []);

        // Refuses args with problems.
        const provider = new PackageProvider(readSchema());
        const constructed = await registered(() =>
            provider.construct("alloy-stack", type, agent.properties, {}),
        );
        const names = (all: Recorded[]) =>
            all
                .filter(({ type: its }) => !its.startsWith("pulumi:providers:"))
                .map(({ type: its, name }) => `${its} ${name}`)
                .sort();
        const theirs = parse(
            fs.readFileSync(path.join(examples, "typescript/rendered.yaml"), "utf8"),
        ) as Recorded[];
        assert.deepEqual(names(constructed), names(theirs));
        isAsReviewed("yaml", constructed);
    });

    it("python: names what the schema has", () => {
        const text = fs.readFileSync(path.join(examples, "python/__main__.py"), "utf8");
        const schema = JSON.parse(readSchema()) as PackageSchema;
        const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
        const known: Record<string, string[]> = {
            AlloyStack: [...Object.keys(schema.resources[type]?.inputProperties ?? {}), "opts"],
        };
        for (const [token, { properties = {} }] of Object.entries(schema.types))
            known[`${token.split(":").at(-1) ?? ""}Args`] = Object.keys(properties);
        const used = [...text.matchAll(/alloy\.(\w+)\(/g)].map(([, name = ""]) => name);
        assert.deepEqual(used, ["AlloyStack", "RemoteArgs", "VaultArgs", "EsoLoginArgs"]);
        const keywords = [...text.matchAll(/^\s{4,}(\w+)=|[(](\w+)=/gm)].map(([, a, b]) =>
            camel(a ?? b ?? ""),
        );
        const all = [...used.flatMap((name) => known[name] ?? []), "providers"];
        assert.deepEqual(
            keywords.filter((name) => !all.includes(name)),
            [],
        );
        for (const output of text.matchAll(/agent\.(\w+)/g))
            assert.ok(camel(output[1] ?? "") in (schema.resources[type]?.properties ?? {}), output[1]);
    });
});
