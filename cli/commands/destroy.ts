import { Command } from "commander";

import { placeOf, PlaceOptions, stackCommand } from "../stack/place";

export interface DestroyOptions extends PlaceOptions {
    yes?: boolean;
    withoutVault?: boolean;
    json?: boolean;
}

export function destroyCommand(): Command {
    return stackCommand("destroy", "Remove everything that a stack created")
        .option("-y, --yes", "do not ask for confirmation")
        .option(
            "--without-vault",
            "leave the entries in Vault and list them, for a Vault that is sealed or gone",
        )
        .option("--json", "print a JSON report to standard output, and everything else to standard error")
        .addHelpText(
            "after",
            "\nExit codes: 0 removed, 1 failed, 130 interrupted: the next run continues from there.",
        )
        .action(async (options: DestroyOptions) => {
            const { destroy } = await import("../operations/destroy.js");
            await destroy(placeOf(options), options);
        });
}
