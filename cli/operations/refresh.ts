import type { RefreshOptions } from "../commands/refresh";
import { recover } from "../recover/recover";
import { provideAuthority } from "../stack/authority";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";

export async function refresh(place: StackPlace, options: RefreshOptions): Promise<void> {
    const { expectNoChanges, previewOnly } = options;
    const open = await openStack(place);
    const { stack } = open;
    await provideAuthority(open);
    if (!previewOnly) await recover(open, "refresh");
    await runOn(open, previewOnly ? "drift" : "refresh", options, async (engine) => {
        const how = { ...engine, ...(expectNoChanges && { expectNoChanges }) };
        await (previewOnly ? stack.previewRefresh(how) : stack.refresh(how));
    });
}
