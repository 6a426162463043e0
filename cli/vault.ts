import { Command, Option } from "commander";

import { address, containerName } from "../components/dev/vaultNames";
import { docker } from "./backend/docker";
import { run, say } from "./console";
import { findContainer, inVault, mount, requireContainer, succeedInVault } from "./vault/container";
import { readSecret } from "./vault/secretInput";

const path = "for example grafana/alloy/vm-cluster/prometheus/local";

const program = new Command("vault")
    .description(
        "The dev stack's Vault, which pulumi up has made and filled, and what the owners of another have to do",
    )
    .showHelpAfterError();

program
    .command("status")
    .description("whether it runs, and Vault's own words")
    .action(() => run(status));
program
    .command("stop")
    .description("stop it; it keeps nothing, the next pulumi up fills it again")
    .action(() => run(stop));
program
    .command("start")
    .description("start it again, empty")
    .action(() => run(start));
program
    .command("clean")
    .description("remove it; the next pulumi up makes and fills another")
    .action(() => run(clean));
program
    .command("list")
    .description("names below a path")
    .argument("[path]", "below the mount", "grafana/alloy")
    .action((at: string) => run(() => print(["kv", "list", mounted, below(at)])));
program
    .command("get")
    .description("print an entry, its secrets included")
    .argument("<path>", path)
    .action((at: string) => run(() => print(["kv", "get", mounted, below(at)])));
program
    .command("put")
    .description("write a secret into an entry; it is asked for, or read from standard input")
    .argument("<path>", path)
    .option("--property <name>", "which of the entry's secrets", "password")
    .action((at: string, { property }: { property: string }) => run(() => put(below(at), property)));
program
    .command("setup")
    .description("print what the owners of a stack's Vault have to run: policies, logins and entries")
    .requiredOption("-s, --stack <name>", 'the stack, for example "prod"')
    .addOption(
        new Option("--overrides <file>", "a stack file whose values win over the stack's own").env(
            "ALLOY_STACK_OVERRIDES",
        ),
    )
    .action((place: { stack: string; overrides?: string }) => run(() => setup(place)));

const mounted = `-mount=${mount}`;

/** Both "grafana/..." and "secret/grafana/...", as vault itself takes it. */
function below(at: string): string {
    return at.replace(new RegExp(`^/?(${mount}/)?`), "").replace(/\/$/, "");
}

async function status(): Promise<void> {
    const found = await findContainer();
    say(`${containerName}: ${found?.status ?? 'not there; "pulumi up" of a dev stack makes and fills it'}`);
    if (found?.state !== "running") return;
    say(address);
    // It ends with 2 where Vault is sealed, and says so.
    const { stdout, stderr } = await inVault(["status"]);
    process.stdout.write(stdout || stderr);
}

async function stop(): Promise<void> {
    await requireContainer();
    await docker("container", "stop", containerName);
    say(`stopped ${containerName}; what was in it is gone, and "pulumi up" makes and fills it again`);
}

async function start(): Promise<void> {
    if ((await requireContainer()).state === "running") {
        say(`${containerName} runs already`);
        return;
    }
    await docker("container", "start", containerName);
    say(`started ${containerName}; it is empty until the next "pulumi up"`);
}

async function clean(): Promise<void> {
    if (!(await findContainer())) {
        say(`there is no container ${containerName}`);
        return;
    }
    await docker("container", "rm", "--force", "--volumes", containerName);
    say(`removed ${containerName}; "pulumi up" makes and fills another`);
}

async function put(at: string, property: string): Promise<void> {
    await requireContainer();
    const secret = await readSecret(property);
    const write = (how: string) => inVault(["kv", how, mounted, at, `${property}=-`], secret);
    // The entry's other secrets stay, if there is an entry.
    const patched = await write("patch");
    if (patched.code !== 0) {
        if (!patched.stderr.includes("Code: 404.")) throw new Error(oneLine(patched.stderr));
        const { code, stderr } = await write("put");
        if (code !== 0) throw new Error(oneLine(stderr));
    }
    say(`wrote ${property} of ${mount}/${at}; agents use it in two minutes at most`);
    say('"pulumi up --refresh" brings back the configured one, unless its owner is "vault"');
}

async function setup(place: { stack: string; overrides?: string }): Promise<void> {
    // Loaded only for this: with the settings come Pulumi's packages, which take a second.
    const { setupOfStack } = await import("../cli/vault/setup.js");
    process.stdout.write(await setupOfStack(place));
}

async function print(args: string[]): Promise<void> {
    process.stdout.write(await succeedInVault(args));
}

function oneLine(text: string): string {
    return text.trim().replace(/\s*\n\s*/g, "; ");
}

void program.parseAsync();
