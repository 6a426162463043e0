import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

export interface PreviewOptions extends PlaceOptions {
    refresh?: boolean;
    expectNoChanges?: boolean;
    json?: boolean;
    markdown?: boolean;
}

export function previewCommand(): Command {
    return stackCommand("preview", "Show what an update would change, and change nothing")
        .option("--refresh", "read the real state of all resources first")
        .option("--expect-no-changes", "fail if anything would change")
        .option("--json", "print a JSON report to standard output, and everything else to standard error")
        .option(
            "--markdown",
            "print a pull request comment to standard output, and everything else to standard error",
        )
        .addHelpText(
            "after",
            "\nExit codes: 0 done, 1 failed, or something would change with --expect-no-changes.",
        )
        .action(async (options: PreviewOptions) => {
            const { preview } = await import("../operations/preview.js");
            await preview(placeOf(options), options);
        });
}
