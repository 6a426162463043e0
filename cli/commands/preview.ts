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
        .option("--json", "print a report for another program, and everything else to standard error")
        .option(
            "--markdown",
            "print the text of a comment for a pull request, and everything else to standard error",
        )
        .addHelpText("after", "\nExit codes: 0 done, 1 failed, or --expect-no-changes and there are some.")
        .action(async (options: PreviewOptions) => {
            const { preview } = await import("../operations/preview.js");
            await preview(placeOf(options), options);
        });
}
