import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

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
