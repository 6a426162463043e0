import { Command } from "commander";

export function devCommand(): Command {
    const dev = new Command("dev")
        .description("Manage the Prometheus, Loki and Grafana that a dev stack runs on this machine")
        .enablePositionalOptions();
    const operations = () => import("../operations/dev.js");
    dev.command("status")
        .description("Show which containers run, and which data exists")
        .action(async () => (await operations()).status());
    dev.command("stop")
        .description("Stop the containers; the data stays")
        .action(async () => (await operations()).stop());
    dev.command("start")
        .description("Start the containers again")
        .action(async () => (await operations()).start());
    dev.command("clean")
        .description("Remove the containers and their data")
        .option("-y, --yes", "do not ask for confirmation")
        .action(async ({ yes = false }: { yes?: boolean }) => (await operations()).clean(yes));
    dev.command("forward")
        .description("Forward the ports of a dev stack on another machine to this one, until Ctrl-C")
        .argument("<user@host>", "the machine")
        .argument("[ssh options...]", "such as -p 2222")
        .allowUnknownOption()
        .passThroughOptions()
        .action(async (destination: string, options: string[]) => {
            const { forward } = await import("../dev/forward.js");
            await forward(destination, options);
        });
    return dev;
}
