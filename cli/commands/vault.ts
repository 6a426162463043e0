import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { seconds } from "./values";

const path = "for example grafana/alloy/vm-cluster/prometheus/local";

export function vaultCommand(): Command {
    const vault = new Command("vault").description(
        "Manage the Vault of a dev stack, or print what the owners of another Vault have to run",
    );
    const container = () => import("../operations/devVault.js");
    vault
        .command("status")
        .description("show whether it runs, and what vault status prints")
        .action(async () => (await container()).status());
    vault
        .command("stop")
        .description("stop it; its content is lost, and the next update writes it again")
        .action(async () => (await container()).stop());
    vault
        .command("start")
        .description("start it again, empty")
        .action(async () => (await container()).start());
    vault
        .command("clean")
        .description("remove it; the next update creates and fills another")
        .action(async () => (await container()).clean());
    vault
        .command("list")
        .description("list the names below a path")
        .argument("[path]", "below the mount", "grafana/alloy")
        .action(async (at: string) => (await container()).list(at));
    vault
        .command("get")
        .description("print an entry, its secrets included")
        .argument("<path>", path)
        .action(async (at: string) => (await container()).get(at));
    vault
        .command("put")
        .description("write a secret into an entry; asks for it, or reads it from standard input")
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
        "print what the owners of a stack's Vault have to run: policies, logins and entries",
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
        "give a remote's agents a new password or token, without a gap; it is asked for, or read from standard input",
    )
        .argument("<remote>", "for example prometheus/primary")
        .option(
            "--dry-run",
            "ask the remote whether it takes the new one, say what would be done, and change nothing",
        )
        .option("--unchecked", "for a remote that this machine cannot ask: write it all the same")
        .option("--no-wait", "end when it is written")
        .option("--patience <seconds>", "how long to wait for the operator to read it", seconds, 180)
        .addHelpText("after", rotationHelp)
        .action(async (remote: string, options: RotateCommandOptions) => {
            const { rotateSecret } = await import("../operations/rotate.js");
            if (!(await rotateSecret(placeOf(options), remote, options))) process.exitCode = 1;
        });
}

const rotationHelp = `
In this order, for agents drop what a remote refuses (docs/rotation.md):
  1. have the remote take the new one beside the old one
  2. alloy-stack vault rotate: it refuses to go on before that, writes the new one, and waits until all agents use it
  3. take the old one out of the remote, when it says so
Exit codes: 0 the agents use it, or what is left to do was said; 1 nothing was changed, or the remote does not take it.`;
