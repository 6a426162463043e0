import * as fs from "node:fs";
import * as path from "node:path";

import { repository, run } from "../../package/support/folder";
import { compile } from "../../package/support/installed";
import { ForeignProgram, labArgs, readYaml, Values, writeYaml } from "./foreignProgram";
import { VaultServer } from "./vaultServer";

/** What takes the place of the servers that the examples name. */
export interface Servers {
    vault: VaultServer;
    /** Where metrics are sent. */
    remote: string;
}

interface YamlProject {
    packages: Record<string, string>;
    resources: { agent: { properties: Values } };
}

const examples = path.join(repository, "examples");

/** The YAML example in a folder below the one in which the package is installed, with these args on top. */
export function writeYamlProgram(installed: string, servers: Servers, args: Values = {}): ForeignProgram {
    const folder = path.join(installed, "yaml");
    writeYaml(folder, "Pulumi.yaml", readYaml(path.join(examples, "yaml/Pulumi.yaml")));
    change(path.join(folder, "Pulumi.yaml"), addresses(servers));
    const project = readYaml(path.join(folder, "Pulumi.yaml")) as YamlProject;
    project.packages["alloy-stack"] = "../node_modules/alloy-stack";
    const { agent } = project.resources;
    agent.properties = { ...agent.properties, ...argsOf(servers), ...args };
    writeYaml(folder, "Pulumi.yaml", project);
    return new ForeignProgram(folder, "yaml", ["pulumi"], environment(servers));
}

/** The TypeScript example in the folder in which the package is installed. */
export async function writeTypeScriptProgram(installed: string, servers: Servers): Promise<ForeignProgram> {
    for (const file of ["index.ts", "Pulumi.yaml"])
        fs.copyFileSync(path.join(examples, "typescript", file), path.join(installed, file));
    const lab = JSON.stringify(JSON.stringify(argsOf(servers)));
    change(path.join(installed, "index.ts"), {
        ...addresses(servers),
        "esoLogin };": `esoLogin, ...JSON.parse(${lab}) };`,
    });
    await compile(installed);
    const command = ["node", path.join(__dirname, "inline.cjs")];
    return new ForeignProgram(installed, "typescript", command, environment(servers));
}

/** The Python example in a folder below the one in which the package is installed, with its SDK and Pulumi's. */
export async function writePythonProgram(installed: string, servers: Servers): Promise<ForeignProgram> {
    const folder = path.join(installed, "python");
    fs.cpSync(path.join(examples, "python"), folder, { recursive: true });
    change(path.join(folder, "Pulumi.yaml"), { "../../components": "../node_modules/alloy-stack" });
    const lab = JSON.stringify(JSON.stringify(inSnakeCase(argsOf(servers))));
    change(path.join(folder, "__main__.py"), {
        ...addresses(servers),
        "import pulumi\n": "import json\n\nimport pulumi\n",
        "vault=alloy.VaultArgs(address=address)": `**json.loads(${lab})`,
    });
    const sdk = path.join(folder, "sdks/alloy-stack");
    await run(folder, "alloy-stack-sdk", "python", "../node_modules/alloy-stack/schema.json", sdk);
    await run(folder, "python3", "-m", "venv", "venv");
    await run(folder, "venv/bin/pip", "install", "--quiet", "-r", "requirements.txt", sdk);
    const command = ["venv/bin/python", path.join(__dirname, "inline.py")];
    return new ForeignProgram(folder, "python", command, environment(servers));
}

/** The args that the lab needs beside an example's own. */
function argsOf({ vault }: Servers): Values {
    return { ...labArgs(), vault: { address: vault.address, caCertificate: vault.ca } };
}

function addresses({ vault, remote }: Servers): Record<string, string> {
    return {
        "https://vault.example.com:8200": vault.address,
        "https://prometheus.example.com/api/v1/write": remote,
    };
}

/** What the Vault provider reads. */
function environment({ vault }: Servers): Record<string, string> {
    return { VAULT_TOKEN: vault.rootToken, VAULT_CACERT: path.join(vault.folder, "ca.crt") };
}

/** Put something else in the place of texts in a file, each of which has to be there. */
function change(file: string, texts: Record<string, string>): void {
    let content = fs.readFileSync(file, "utf8");
    for (const [text, other] of Object.entries(texts)) {
        if (!content.includes(text)) throw new Error(`${file} has no ${text}`);
        content = content.replaceAll(text, () => other);
    }
    fs.writeFileSync(file, content);
}

/** As Python has the names of properties. */
function inSnakeCase(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [snake(name), inSnakeCase(of)]));
}
