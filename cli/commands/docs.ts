import { Command } from "commander";

export function docsCommand(): Command {
    return new Command("docs")
        .description("Write the generated parts of this repository's documents")
        .action(async () => {
            const { writeDocuments } = await import("../operations/docs.js");
            writeDocuments();
        });
}
