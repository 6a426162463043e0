import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

export interface RenderOptions extends PlaceOptions {
    out?: string;
}

export function renderCommand(): Command {
    return stackCommand(
        "render",
        "Write what a stack would create to a folder: no cluster, no Docker, no Pulumi CLI, no passwords",
    )
        .option(
            "-o, --out <folder>",
            "where to write; what an earlier render left there is replaced (default: rendered/<stack>)",
        )
        .addHelpText(
            "after",
            "\nExit codes: 0 written, 1 the configuration is wrong; all that is wrong is said.",
        )
        .action(async (options: RenderOptions) => {
            const { render } = await import("../operations/render.js");
            await render(placeOf(options), options);
        });
}
