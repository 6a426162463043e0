import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { seconds } from "./values";

const path = "for example grafana/alloy/vm-cluster/prometheus/local";

export function vaultCommand(): Command {
    const vault = new Command("vault").description(
        "Set up a stack's Vault, give a remote a new secret, or manage the Vault of a dev stack",
    );
    const container = () => import("../operations/devVault.js");
    vault
        .command("status")
        .description("Show whether the dev Vault runs, and what vault status prints")
        .action(async () => (await container()).status());
    vault
        .command("stop")
        .description("Stop the dev Vault; its content is lost, and the next update writes it again")
        .action(async () => (await container()).stop());
    vault
        .command("start")
        .description("Start the dev Vault again, empty")
        .action(async () => (await container()).start());
    vault
        .command("clean")
        .description("Remove the dev Vault; the next update creates and fills another")
        .action(async () => (await container()).clean());
    vault
        .command("list")
        .description("List the names below a path of the dev Vault")
        .argument("[path]", "below the mount", "grafana/alloy")
        .action(async (at: string) => (await container()).list(at));
    vault
        .command("get")
        .description("Print an entry of the dev Vault, with its secrets")
        .argument("<path>", path)
        .action(async (at: string) => (await container()).get(at));
    vault
        .command("put")
        .description(
            "Write a secret to an entry of the dev Vault; asks for it, or reads it from standard input",
        )
        .argument("<path>", path)
        .option("--property <name>", "which of the entry's secrets", "password")
        .action(async (at: string, { property }: { property: string }) =>
            (await container()).put(at, property),
        );
    vault.addCommand(setupCommand());
    vault.addCommand(rotateCommand());
    return vault;
}

function setupCommand(): Command {
    return stackCommand(
        "setup",
        "Print the script that the owners of a stack's Vault run: policies, logins and entries",
    ).action(async (options: PlaceOptions) => {
        const { setupOfStack } = await import("../vault/setup.js");
        process.stdout.write(await setupOfStack(placeOf(options)));
    });
}

export interface RotateCommandOptions extends PlaceOptions {
    dryRun?: boolean;
    unchecked?: boolean;
    wait: boolean;
    patience: number;
}

function rotateCommand(): Command {
    return stackCommand(
        "rotate",
        "Give the agents a remote's new password or token, without a gap; asks for it, or reads it from standard input",
    )
        .argument("<remote>", "for example prometheus/primary")
        .option(
            "--dry-run",
            "ask the remote whether it takes the new secret, show what would be done, and change nothing",
        )
        .option("--unchecked", "write it without asking the remote, for one that this machine does not reach")
        .option("--no-wait", "do not wait until the agents use it")
        .option("--patience <seconds>", "how long to wait for the operator to read it", seconds, 180)
        .addHelpText("after", rotationHelp)
        .action(async (remote: string, options: RotateCommandOptions) => {
            const { rotateSecret } = await import("../operations/rotate.js");
            if (!(await rotateSecret(placeOf(options), remote, options))) process.exitCode = 1;
        });
}

const rotationHelp = `
Keep this order, because agents drop what a remote refuses (docs/rotation.md):
  1. have the remote take the new secret beside the old one
  2. run alloy-stack vault rotate: it asks the remote, writes the new secret, and waits until all agents use it
  3. remove the old secret from the remote when the command says so
Exit codes: 0 the agents use it, or the command printed what is left to do; 1 nothing was changed, or the remote does not take it.`;
