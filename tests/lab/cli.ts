import { Command } from "commander";

import { interrupt } from "./command";
import { Problem } from "./problem";
import { discardDamaged, prepareToolchain } from "./toolchain/toolchain";

const program = new Command("lab")
    .description(
        "The parts a machine with nothing but package registries lacks: node, Docker engine, Vault, tools",
    )
    .helpCommand(false)
    .showHelpAfterError();

program
    .command("build")
    .description("make the missing tools, charts and images; make damaged ones again")
    .action(async () => {
        discardDamaged();
        await prepareToolchain();
    });

process.once("SIGINT", () => {
    process.stderr.write(
        "\ninterrupted: stopping; what is finished or compiled is kept, the same command goes on\n",
    );
    interrupt.abort(new Error("interrupted"));
});

program.parseAsync().catch((error: unknown) => {
    if (interrupt.signal.aborted) process.exitCode = 130;
    else {
        process.stderr.write(
            `error: ${error instanceof Problem ? error.message : String((error as Error).stack)}\n`,
        );
        process.exitCode = 1;
    }
});
