import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";
import { count, seconds } from "./values";

export interface CostCommandOptions extends PlaceOptions {
    seconds: number;
    top: number;
    json?: boolean;
}

export function costCommand(): Command {
    return stackCommand(
        "cost",
        "Say what each module, job and metric of a stack costs now, the most expensive first",
    )
        .option("--seconds <number>", "for how long to watch what the agents count", seconds, 60)
        .option("--top <number>", "how many jobs and metrics to list", count, 20)
        .option("--json", "print what was found for another program, and everything else to standard error")
        .addHelpText(
            "after",
            `
Modules and remotes are counted by the agents. Series by job and metric are asked of a dev stack's own Prometheus, or of the
one that alloy-stack:verify names.

Exit codes: 0 counted, 1 failed, 2 not everything could be asked.`,
        )
        .action(async (options: CostCommandOptions) => {
            const { cost } = await import("../operations/cost.js");
            process.exitCode = await cost(placeOf(options), options);
        });
}
