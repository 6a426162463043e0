import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { seconds } from "./values";

export interface UpOptions extends PlaceOptions {
    refresh?: boolean;
    runProgram?: boolean;
    replace?: string[];
    expectNoChanges?: boolean;
    verify: boolean;
    strict?: boolean;
    patience: number;
    json?: boolean;
}

export function upCommand(): Command {
    return stackCommand("up", "Create or update a stack, then verify that what its agents collect arrives")
        .option("--refresh", "read the real state of all resources first")
        .option("--run-program", "refresh with the providers as they are configured now, not as in the state")
        .option("--replace <urn...>", "replace these resources, as pulumi up --replace does")
        .option("--expect-no-changes", "fail if anything would change")
        .option("--no-verify", "do not verify after the update")
        .option("--strict", "also fail for queries that may be empty")
        .option("--patience <seconds>", "how long to wait for samples and lines", seconds, 240)
        .option("--json", "print a JSON report to standard output, and everything else to standard error")
        .addHelpText(
            "after",
            "\nExit codes: 0 deployed, and every remote takes data now; 1 failed, or something is red; 130 interrupted: the next run continues from there.",
        )
        .action(async (options: UpOptions) => {
            const { up } = await import("../operations/up.js");
            if (!(await up(placeOf(options), options))) process.exitCode = 1;
        });
}
