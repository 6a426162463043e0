import * as fs from "node:fs";
import * as path from "node:path";

export const project = path.resolve(__dirname, "../../..");

/** The examples for continuous integration, below the project. */
export const ci = "examples/ci";

/** The text of a file of the project. */
export function read(...parts: string[]): string {
    return fs.readFileSync(path.join(project, ...parts), "utf8");
}

/** The examples' YAML files, by their paths below the project. */
export function yamlFiles(): string[] {
    return fs
        .readdirSync(path.join(project, ci), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => `${ci}/${name}`);
}
