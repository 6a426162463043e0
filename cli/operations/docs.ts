import * as fs from "node:fs";
import * as path from "node:path";

import { withTables } from "../../settings/document";
import { withKeys } from "../../settings/projectFile";
import { say } from "../console";
import { withCauses } from "../markdown/causesTable";
import { withModules } from "../markdown/modulesDocument";
import { withTests } from "../markdown/testList";
import { repository } from "../stack/place";

/** What is written, between markers, from the code that uses it. */
const documents: [file: string, write: (text: string) => string][] = [
    ["Pulumi.yaml", withKeys],
    ["docs/modules.md", (text) => withModules(text, path.join(repository, "alloy"))],
    ["docs/configuration.md", withTables],
    ["docs/troubleshooting.md", withCauses],
    ["docs/proof.md", (text) => withTests(text, path.join(repository, "tests/e2e"))],
];

export function writeDocuments(): void {
    for (const [name, write] of documents) {
        const file = path.join(repository, name);
        fs.writeFileSync(file, write(fs.readFileSync(file, "utf8")));
        say(file);
    }
}
