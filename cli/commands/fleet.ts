import { Command, Option } from "commander";

import { Operation } from "../fleet/fleet";
import { cwdOption, placeOf } from "../stack/place";
import { destroyCommand } from "./destroy";
import { previewCommand } from "./preview";
import { refreshCommand } from "./refresh";
import { upCommand } from "./up";
import { count } from "./values";
import { verifyCommand } from "./verify";

interface FleetCommandOptions {
    cwd: string;
    parallel: number;
    logs: string;
    resume?: boolean;
    json?: boolean;
    yes?: boolean;
}

const commands: [operation: Operation, command: () => Command, description: string][] = [
    ["up", upCommand, "Create or update each stack, and verify it"],
    ["preview", previewCommand, "Show what an update of each stack would change"],
    [
        "refresh",
        refreshCommand,
        "Read the real state of each stack's resources; --preview-only --expect-no-changes finds drift",
    ],
    ["destroy", destroyCommand, "Remove everything that each stack created; asks once for all"],
    ["verify", verifyCommand, "Check for each stack that what its agents collect arrives"],
];

/** What a fleet says itself for every stack, and what is about one stack only. */
const own = ["stack", "cwd", "configFile", "json", "markdown", "yes", "replace"];

export function fleetCommand(): Command {
    const fleet = new Command("fleet")
        .description("Run one operation on many stacks, several at a time")
        .addHelpText("after", fleetHelp);
    for (const [operation, command, description] of commands)
        fleet.addCommand(operationCommand(operation, command(), description));
    return fleet;
}

function operationCommand(operation: Operation, single: Command, description: string): Command {
    const command = new Command(operation)
        .description(description)
        .argument("<patterns...>", 'names of stacks, with "*" and "?", such as \'prod-*\'')
        .addOption(cwdOption())
        .option("--parallel <n>", "how many stacks at once, each in its own process", count, 4)
        .option("--resume", "leave out the stacks that were green in the last run of this operation")
        .option("--logs <folder>", "the folder of each stack's log, and of what --resume needs", "logs/fleet")
        .option(
            "--json",
            "print the result as JSON to standard output, and everything else to standard error",
        );
    if (operation === "destroy") command.option("-y, --yes", "do not ask for confirmation");
    const passed = single.options.filter((option) => !own.includes(option.attributeName()));
    for (const option of passed) command.addOption(asText(option));
    return command
        .addHelpText("after", exitCodes)
        .action(async (patterns: string[], options: FleetCommandOptions) => {
            const { fleet } = await import("../operations/fleet.js");
            const { folder } = placeOf(options);
            const all = { ...options, folder, passed: passed.flatMap((option) => given(option, command)) };
            if (!(await fleet(operation, patterns, all))) process.exitCode = 1;
        });
}

/** A single stack's option, checked here as there, and kept as it was written. */
function asText(option: Option): Option {
    const copy = new Option(option.flags, `${option.description}${usual(option)}`);
    const check = option.parseArg;
    if (check)
        copy.argParser((text: string) => {
            check(text, undefined);
            return text;
        });
    return copy;
}

function usual({ defaultValue, defaultValueDescription }: Option): string {
    const value: unknown = defaultValueDescription ?? defaultValue;
    return typeof value === "string" || typeof value === "number" ? ` (default: ${value})` : "";
}

/** An option as it was given, for the command line of a single stack; nothing if it was not. */
function given(option: Option, command: Command): string[] {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== "cli") return [];
    const value: unknown = command.getOptionValue(name);
    const flag = option.long ?? option.short ?? "";
    return [typeof value === "string" ? `${flag}=${value}` : flag];
}

const exitCodes = `
Exit codes: 0 all stacks are green, 1 one or more are not, 2 the command line is wrong, 130 interrupted.
A stack that fails does not stop the others. After Ctrl-C the engine finishes what it has begun; --resume continues from there.`;

const fleetHelp = `
For example: alloy-stack fleet up 'prod-*' --parallel 8
             alloy-stack fleet up 'prod-*' --resume
To use more than one machine, see docs/ci.md`;
