import { Command, Option } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { Module, modules } from "../verify/queries";
import { duration, seconds } from "./values";

export interface VerifyCommandOptions extends PlaceOptions {
    since: number;
    patience: number;
    strict?: boolean;
    module?: Module;
}

export function verifyCommand(): Command {
    return stackCommand("verify", "Ask whether what a stack's agents collect arrives")
        .addOption(
            new Option("--since <time>", 'only what is newer counts, for example "90s", "5m" or "1h"')
                .argParser(duration)
                .default(300_000, "5m"),
        )
        .option("--patience <seconds>", "how long to wait for it", seconds, 60)
        .option("--strict", "fail for what may be empty too")
        .addOption(new Option("--module <name>", "ask this module's queries only").choices(modules))
        .action(async ({ since, patience, strict = false, module, ...options }: VerifyCommandOptions) => {
            const { verifyStack } = await import("../operations/verify.js");
            const place = placeOf(options);
            const from = new Date(Date.now() - since);
            const { green } = await verifyStack(place, {
                since: from,
                patience,
                strict,
                ...(module && { module }),
            });
            if (!green) process.exitCode = 1;
        });
}
