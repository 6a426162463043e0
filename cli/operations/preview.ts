import type { PreviewOptions } from "../commands/preview";
import { note } from "../console";
import { alloyValidate } from "../render/alloyValidate";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";
import { readStackSettings } from "../stack/settings";

export async function preview(place: StackPlace, options: PreviewOptions): Promise<void> {
    const { refresh, expectNoChanges } = options;
    const { settings } = await readStackSettings(place);
    const refused = await alloyValidate(settings);
    if (refused !== undefined) note(refused);
    const open = await openStack(place);
    await runOn(open, "preview", options, (engine) =>
        open.stack.preview({
            ...engine,
            diff: true,
            ...(refresh && { refresh }),
            ...(expectNoChanges && { expectNoChanges }),
        }),
    );
}
