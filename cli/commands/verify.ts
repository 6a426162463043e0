import { Command, Option } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { Module, modules } from "../verify/queries";
import { duration, seconds } from "./values";

export interface VerifyCommandOptions extends PlaceOptions {
    since: number;
    patience: number;
    strict?: boolean;
    module?: Module;
    json?: boolean;
    remotes?: boolean;
}

export function verifyCommand(): Command {
    return stackCommand("verify", "Check that what a stack's agents collect arrives at its remotes")
        .addOption(
            new Option("--since <time>", 'count only data that is newer, for example "90s", "5m" or "1h"')
                .argParser(duration)
                .default(300_000, "5m"),
        )
        .option("--patience <seconds>", "how long to wait for data", seconds, 60)
        .option("--strict", "also fail for queries that may be empty")
        .addOption(new Option("--module <name>", "ask only the queries of this module").choices(modules))
        .option(
            "--remotes",
            "ask each remote from this machine, with its own login, before anything is deployed",
        )
        .option(
            "--json",
            "print the findings as JSON to standard output, and everything else to standard error",
        )
        .addHelpText(
            "after",
            "\nExit codes: 0 every remote takes data now, 1 something is wrong, 2 something could not be asked, and nothing is wrong.",
        )
        .action(async ({ since, patience, strict = false, module, ...options }: VerifyCommandOptions) => {
            const place = placeOf(options);
            const { json = false } = options;
            if (options.remotes) {
                const { askRemotes } = await import("../operations/askRemotes.js");
                process.exitCode = await askRemotes(place, json);
                return;
            }
            const { verifyStack } = await import("../operations/verify.js");
            const from = new Date(Date.now() - since);
            const how = { since: from, patience, strict, ...(module && { module }) };
            process.exitCode = await verifyStack(place, { ...how, json });
        });
}
