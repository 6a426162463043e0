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
        "Read the real state of a stack's resources, and write it to the stack's state",
    )
        .option("--preview-only", "show what differs, and write nothing")
        .option("--expect-no-changes", "fail if anything differs")
        .option("--json", "print a JSON report to standard output, and everything else to standard error")
        .option(
            "--markdown",
            "print a comment with the report to standard output, and everything else to standard error",
        )
        .addHelpText("after", drift)
        .action(async (options: RefreshOptions) => {
            const { refresh } = await import("../operations/refresh.js");
            await refresh(placeOf(options), options);
        });
}

const drift = `
To find drift every night: alloy-stack refresh --preview-only --expect-no-changes
Exit codes: 0 done, 1 failed, or something differs with --expect-no-changes, 130 interrupted.`;
