import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

export interface RenderOptions extends PlaceOptions {
    out?: string;
}

export function renderCommand(): Command {
    return stackCommand(
        "render",
        "Write every object that a stack would create to a folder. Needs no cluster, Docker, Pulumi CLI or password",
    )
        .option(
            "-o, --out <folder>",
            "where to write; replaces what an earlier render wrote there (default: rendered/<stack>)",
        )
        .addHelpText(
            "after",
            "\nExit codes: 0 written, 1 the configuration is wrong; every problem is listed.",
        )
        .action(async (options: RenderOptions) => {
            const { render } = await import("../operations/render.js");
            await render(placeOf(options), options);
        });
}
