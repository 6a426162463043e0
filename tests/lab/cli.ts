import { spawnSync } from "node:child_process";
import * as fs from "node:fs";

import { Command } from "commander";

import { interrupt } from "./command";
import { down } from "./down";
import { knownDaemons, logFile } from "./host/daemon";
import { bin, kubeconfig } from "./paths";
import { Problem } from "./problem";
import { elapsed } from "./progress";
import { stackEnvironment } from "./stackEnvironment";
import { doctor, status } from "./status";
import { discardDamaged, prepareToolchain } from "./toolchain/toolchain";
import { up, UpOptions } from "./up";

// Every program the lab calls is found here first; a user's PATH may lack the folders daemons live in.
process.env.PATH = [bin, process.env.PATH, "/usr/local/sbin", "/usr/sbin", "/sbin"].join(":");

const program = new Command("lab")
    .enablePositionalOptions()
    .description(
        "The parts a machine with nothing but package registries lacks: a node, a Docker engine, the tools",
    )
    .helpCommand(false)
    .showHelpAfterError();

program
    .command("up")
    .description("start what isn't running; the first time, make the tools (some 15 minutes on two cores)")
    .option("--kubeconfig <file>", "use this cluster and start none")
    .addHelpText(
        "after",
        "\nWith LAB_FIXTURES=off there is no block node, and nothing writes to the journal.",
    )
    .action(async (options: UpOptions) => {
        const started = Date.now();
        await up(options);
        process.stdout.write(
            `The lab is up (${elapsed(Date.now() - started)}). export KUBECONFIG=${kubeconfig}\n`,
        );
    });

program.command("down").description("stop it and take away everything but the tools").action(down);

program
    .command("status")
    .description("what runs")
    .action(async () => {
        process.exitCode = (await status()) ? 0 : 1;
    });

program
    .command("doctor")
    .description("what stands in the way of up, and where each tool comes from")
    .action(async () => {
        process.exitCode = (await doctor()) ? 0 : 1;
    });

program
    .command("logs <name>")
    .description("the log of a daemon")
    .option("-f, --follow", "go on printing what comes")
    .action((name: string, { follow }: { follow?: boolean }) => {
        const file = logFile(name);
        if (!fs.existsSync(file)) {
            throw new Problem(
                `there is no log of "${name}"`,
                `There are logs of ${knownDaemons().join(", ") || "nothing"}`,
            );
        }
        spawnSync("tail", ["-n", "200", ...(follow ? ["-F"] : []), file], { stdio: "inherit" });
    });

program
    .command("kubeconfig")
    .description("print where the cluster's kubeconfig is")
    .action(() => {
        if (!fs.existsSync(kubeconfig))
            throw new Problem("the lab is not up", 'Start it: "npm run lab -- up"');
        process.stdout.write(`${kubeconfig}\n`);
    });

program
    .command("exec")
    .argument("<command...>")
    .description("run a command with the lab's tools, cluster and Pulumi project")
    .passThroughOptions()
    .action(([file = "", ...args]: string[]) => {
        if (!fs.existsSync(kubeconfig))
            throw new Problem("the lab is not up", 'Start it: "npm run lab -- up"');
        const { status } = spawnSync(file, args, {
            stdio: "inherit",
            env: { ...process.env, ...stackEnvironment() },
        });
        process.exitCode = status ?? 1;
    });

program
    .command("build")
    .description("make the missing tools and charts; make damaged ones again")
    .action(async () => {
        discardDamaged();
        await prepareToolchain();
    });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
        process.stderr.write(
            "\ninterrupted: stopping; what is finished or compiled is kept, the same command goes on\n",
        );
        interrupt.abort(new Error("interrupted"));
    });
}

program.parseAsync().catch((error: unknown) => {
    if (interrupt.signal.aborted) process.exitCode = 130;
    else {
        process.stderr.write(
            `error: ${error instanceof Problem ? error.message : String((error as Error).stack)}\n`,
        );
        process.exitCode = 1;
    }
});
