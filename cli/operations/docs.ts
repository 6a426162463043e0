import * as fs from "node:fs";
import * as path from "node:path";

import { withTables } from "../../settings/document";
import { withKeys } from "../../settings/projectFile";
import { say } from "../console";
import { repository } from "../stack/place";
import { withQueries } from "../verify/readme";

/** What is written, between markers, from the code that uses it. */
const documents: [file: string, write: (text: string) => string][] = [
    ["Pulumi.yaml", withKeys],
    ["README.md", withQueries],
    ["docs/configuration.md", withTables],
];

export function writeDocuments(): void {
    for (const [name, write] of documents) {
        const file = path.join(repository, name);
        fs.writeFileSync(file, write(fs.readFileSync(file, "utf8")));
        say(file);
    }
}
