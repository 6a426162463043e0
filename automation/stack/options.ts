import { CommandError } from "@pulumi/pulumi/automation";
import { Command, Option } from "commander";

import { StackPlace } from "./workspace";

/** The options that say which stack a command is about; the lab sets their variables for what it runs. */
export function stackCommand(name: string, description: string): Command {
    return new Command(name)
        .description(description)
        .requiredOption("-s, --stack <name>", 'the stack, for example "dev"')
        .addOption(
            new Option("--folder <folder>", "where the stack's state is kept, outside the repository")
                .env("ALLOY_STACK_FOLDER")
                .makeOptionMandatory(),
        )
        .addOption(
            new Option("--passphrase-file <file>", "what the state's secrets are encrypted with")
                .env("PULUMI_CONFIG_PASSPHRASE_FILE")
                .makeOptionMandatory(),
        )
        .addOption(
            new Option("--overrides <file>", "a stack file whose values win over the stack's own").env(
                "ALLOY_STACK_OVERRIDES",
            ),
        )
        .showHelpAfterError();
}

/** Run a command's work; what it throws is reported without a stack trace. What Pulumi says was printed already. */
export function main(command: Command, work: (options: StackPlace) => Promise<void>): void {
    command.parse();
    work(command.opts()).catch((error: unknown) => {
        const said =
            error instanceof CommandError
                ? `the command failed; what Pulumi says:\n${lastLines(error.message)}`
                : (error as Error).message;
        process.stderr.write(`error: ${said}\n`);
        process.exitCode = 1;
    });
}

/** An update's own output was printed as it came, and ends with the reason; other commands' was not. */
function lastLines(said: string): string {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    return lines.slice(-12).join("\n");
}
