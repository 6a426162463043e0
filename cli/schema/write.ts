import * as fs from "node:fs";
import * as path from "node:path";

import { repository } from "../stack/place";
import { generateSchema } from "./generate";

/** Write the package's schema.json: `npm run schema`, after a change of what the component takes or returns. */
async function main(): Promise<void> {
    const folder = path.join(repository, "components");
    fs.writeFileSync(path.join(folder, "schema.json"), await generateSchema(folder));
}

void main();
