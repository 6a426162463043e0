import { Command } from "commander";

export function docsCommand(): Command {
    return new Command("docs")
        .description("Write the parts of this repository's documents that repeat what stands in its code")
        .action(async () => {
            const { writeDocuments } = await import("../operations/docs.js");
            writeDocuments();
        });
}
