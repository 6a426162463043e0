import * as fs from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { overrides } from "../../lab/paths";
import { Ended, lab } from "./commands";

/** What a stack's file says, or a component's args. */
export type Values = Record<string, unknown>;

/** A program that uses the package, in a folder with a Pulumi.yaml, deployed to the lab. */
export class ForeignProgram {
    /** `command` runs it as its language's own host does, given what to do and options of the CLI's. */
    constructor(
        private readonly folder: string,
        private readonly stack: string,
        private readonly command: string[],
        private readonly env: Record<string, string>,
    ) {}

    /** Make its stack, with this configuration, all of it secret. */
    async create(config: Record<string, string>): Promise<void> {
        await this.succeed("stack", "init", this.stack);
        const values = Object.entries(config).flatMap(([name, value]) => ["--secret", `${name}=${value}`]);
        await this.succeed("config", "set-all", "--stack", this.stack, ...values);
    }

    preview(): Promise<Ended> {
        return this.run("preview");
    }

    up(...more: string[]): Promise<Ended> {
        return this.run("up", "--yes", ...more);
    }

    destroy(): Promise<Ended> {
        return this.run("destroy", "--yes");
    }

    /** All that its state holds, as text. */
    state(): Promise<string> {
        return this.succeed("stack", "export", "--stack", this.stack);
    }

    private run(what: string, ...more: string[]): Promise<Ended> {
        const args = [what, "--stack", this.stack, "--non-interactive", ...more];
        return this.inLab([...this.command, ...args]);
    }

    private async succeed(...args: string[]): Promise<string> {
        const { code, output } = await this.inLab(["pulumi", ...args, "--non-interactive"]);
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
        return output;
    }

    /** With the lab's engine, plugins and cluster. */
    private inLab(command: string[]): Promise<Ended> {
        return lab(["exec", "env", "--chdir", this.folder, ...command], { env: this.env });
    }
}

/** The args that the lab's cluster needs of every stack: its own charts and images, and the Prometheus operator's CRDs. */
export function labArgs(): Values {
    const { config } = readYaml(overrides) as { config: Values };
    const names = ["images", "charts", "checkKubeletCertificates", "storagePath"];
    return {
        ...Object.fromEntries(names.map((name) => [name, config[`alloy-stack:${name}`]])),
        monitoringCrds: "install",
    };
}

export function readYaml(file: string): unknown {
    return parse(fs.readFileSync(file, "utf8"));
}

export function writeYaml(folder: string, name: string, content: unknown): void {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, name), stringify(content));
}
