import { CommandError } from "@pulumi/pulumi/automation";
import { Command, Option } from "commander";

import { run } from "../console";
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

/** Run a command's work, and report what it throws. */
export function main(command: Command, work: (options: StackPlace) => Promise<void>): void {
    command.parse();
    void run(() => work(command.opts()), reason);
}

function reason(error: unknown): string {
    return error instanceof CommandError
        ? `the command failed; what Pulumi says:\n${lastLines(error.message)}`
        : (error as Error).message;
}

/** An update's own output was printed as it came, and ends with the reason; other commands' was not. */
function lastLines(said: string): string {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    return lines.slice(-12).join("\n");
}
