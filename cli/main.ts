import { Command, CommanderError } from "commander";

import { costCommand } from "./commands/cost";
import { destroyCommand } from "./commands/destroy";
import { devCommand } from "./commands/dev";
import { docsCommand } from "./commands/docs";
import { fleetCommand } from "./commands/fleet";
import { previewCommand } from "./commands/preview";
import { refreshCommand } from "./commands/refresh";
import { renderCommand } from "./commands/render";
import { upCommand } from "./commands/up";
import { vaultCommand } from "./commands/vault";
import { verifyCommand } from "./commands/verify";
import { exitCodeOf, reason } from "./reason";

const exitCodes = `
Exit codes: 0 done, 1 failed, 2 the command line is wrong, 130 interrupted.
The stack, its backend, login and secrets are what pulumi itself would use: PULUMI_* variables, pulumi login, the stack's file.`;

/** The whole program. Each command loads what it works with only when it is run. */
export function alloyStack(): Command {
    const program = new Command("alloy-stack")
        .description("Deploys and verifies Grafana Alloy, the observability agent of Kubernetes clusters")
        .enablePositionalOptions()
        .addHelpText("after", exitCodes);
    const commands = [
        renderCommand(),
        previewCommand(),
        upCommand(),
        refreshCommand(),
        destroyCommand(),
        verifyCommand(),
        costCommand(),
        vaultCommand(),
        fleetCommand(),
        devCommand(),
        docsCommand(),
    ];
    for (const command of commands) program.addCommand(command);
    everyCommand(program, (command) => {
        command
            .exitOverride()
            .showHelpAfterError("(add --help for the commands and options)")
            .helpCommand(false);
    });
    return program;
}

export function everyCommand(command: Command, visit: (command: Command) => void): void {
    visit(command);
    for (const inner of command.commands) everyCommand(inner, visit);
}

/** Run a command line. Errors are printed without a stack trace, unless they are defects. */
export async function main(argv: string[]): Promise<void> {
    process.stdout.on("error", ignoreClosedPipe);
    try {
        await alloyStack().parseAsync(argv);
    } catch (error) {
        // Commander has said what is wrong with the command line, or printed the help that was asked for.
        if (!(error instanceof CommanderError)) process.stderr.write(`error: ${reason(error)}\n`);
        process.exitCode = exitCodeOf(error);
    }
}

/** `alloy-stack --help | head` closes the pipe early. That is no failure, and must not end an update half-way. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
    if (error.code !== "EPIPE") throw error;
}
