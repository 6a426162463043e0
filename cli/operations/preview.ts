import type { PreviewOptions } from "../commands/preview";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";

export async function preview(place: StackPlace, options: PreviewOptions): Promise<void> {
    const { refresh, expectNoChanges } = options;
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
