import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

export interface RefreshOptions extends PlaceOptions {
    previewOnly?: boolean;
    expectNoChanges?: boolean;
    json?: boolean;
    markdown?: boolean;
}

export function refreshCommand(): Command {
    return stackCommand(
        "refresh",
        "Compare a stack's state with the world, and take over what has changed there",
    )
        .option("--preview-only", "say what has changed in the world, and take nothing over")
        .option("--expect-no-changes", "fail if anything has changed")
        .option("--json", "print a report for another program, and everything else to standard error")
        .option(
            "--markdown",
            "print a report as the text of a comment, and everything else to standard error",
        )
        .addHelpText("after", drift)
        .action(async (options: RefreshOptions) => {
            const { refresh } = await import("../operations/refresh.js");
            await refresh(placeOf(options), options);
        });
}

const drift = `
Drift, every night: alloy-stack refresh --preview-only --expect-no-changes
Exit codes: 0 done, 1 failed, or --expect-no-changes and there are some, 130 interrupted.`;
