import * as fs from "node:fs";
import * as path from "node:path";

import { offlineProgram } from "../../program";
import type { RenderOptions } from "../commands/render";
import { note, say } from "../console";
import { alloyValidate } from "../render/alloyValidate";
import { rendered, renderFiles } from "../render/files";
import { record } from "../render/record";
import { readConfigurationOffline } from "../stack/configuration";
import { StackPlace } from "../stack/place";
import { settingsOf } from "../stack/settings";

export async function render(place: StackPlace, { out: given }: RenderOptions): Promise<void> {
    const configuration = await readConfigurationOffline(place);
    const out = given ?? path.join("rendered", configuration.stack);
    const settings = settingsOf(configuration, place.folder);
    const resources = await record(() => offlineProgram(settings), configuration);
    const files = renderFiles(resources);
    // Only what render writes: the folder may be somebody's own.
    for (const name of rendered) fs.rmSync(path.join(out, name), { recursive: true, force: true });
    for (const [name, content] of Object.entries(files)) {
        const file = path.join(out, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
        say(file);
    }
    say(
        `\n${resources.length} resources, ${Object.keys(files).length} files. Begin with ${path.join(out, "config.alloy")}`,
    );
    const refused = await alloyValidate(settings);
    if (refused !== undefined) note(refused);
}
