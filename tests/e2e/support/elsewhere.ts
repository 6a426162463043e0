import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { project } from "../../lab/paths";
import { stackEnvironment } from "../../lab/stackEnvironment";
import { Ended, run, succeed } from "./commands";
import { kubectl } from "./engine";

/**
 * Another machine, and somebody else on it: a home with nothing in it, a checkout of the project with the stack's file and
 * nothing that an update has written, a kubeconfig of another name, and no environment but what is said here.
 */
export class Elsewhere {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "elsewhere-"));
    private readonly checkout = path.join(this.folder, "checkout");

    constructor(
        private readonly stack: string,
        file: string,
    ) {
        fs.mkdirSync(this.checkout);
        fs.copyFileSync(path.join(project, "Pulumi.yaml"), path.join(this.checkout, "Pulumi.yaml"));
        fs.copyFileSync(file, path.join(this.checkout, `Pulumi.${stack}.yaml`));
    }

    alloyStack(command: string, more: string[], variables: Record<string, string>): Promise<Ended> {
        const args = [command, "--stack", this.stack, ...more];
        return this.run("node_modules/.bin/alloy-stack", args, variables);
    }

    /** Pulumi itself, without this repository's command. */
    pulumi(command: string, more: string[], variables: Record<string, string>): Promise<Ended> {
        const args = [command, "--stack", this.stack, "--cwd", this.checkout, "--non-interactive", ...more];
        return this.run("pulumi", args, variables);
    }

    remove(): void {
        fs.rmSync(this.folder, { recursive: true });
    }

    /** Each time with another home. */
    private async run(file: string, args: string[], variables: Record<string, string>): Promise<Ended> {
        const home = fs.mkdtempSync(path.join(this.folder, "home-"));
        const kubeconfig = path.join(this.folder, "cluster.yaml");
        fs.writeFileSync(kubeconfig, await kubectl("config", "view", "--raw", "--flatten"), { mode: 0o600 });
        const environment = {
            ...stackEnvironment(),
            ALLOY_STACK_CWD: this.checkout,
            KUBECONFIG: kubeconfig,
            HOME: home,
            PATH: process.env.PATH ?? "",
            ...variables,
        };
        const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
        return run("env", ["-i", ...given, file, ...args]);
    }
}

/** How many resources Pulumi has of a stack. */
export async function resourceCount(stack: string): Promise<number> {
    const env = stackEnvironment();
    const listed = await succeed("pulumi", ["stack", "ls", "--json", "--cwd", project], { env });
    const stacks = JSON.parse(listed) as { name: string; resourceCount?: number }[];
    return stacks.find(({ name }) => name === stack)?.resourceCount ?? 0;
}
