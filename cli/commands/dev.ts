import { Command } from "commander";

export function devCommand(): Command {
    const dev = new Command("dev")
        .description(
            "The Prometheus, Loki and Grafana of a dev stack, which an update has made on this machine",
        )
        .enablePositionalOptions();
    const operations = () => import("../operations/dev.js");
    dev.command("status")
        .description("which of their containers run, and which data there is")
        .action(async () => (await operations()).status());
    dev.command("stop")
        .description("stop their containers; their data stays")
        .action(async () => (await operations()).stop());
    dev.command("start")
        .description("start them again")
        .action(async () => (await operations()).start());
    dev.command("clean")
        .description("remove their containers and their data")
        .option("-y, --yes", "without asking")
        .action(async ({ yes = false }: { yes?: boolean }) => (await operations()).clean(yes));
    dev.command("forward")
        .description("bring the ports of a dev stack on another machine to this one, until Ctrl-C")
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
