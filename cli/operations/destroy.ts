import type { DestroyOptions } from "../commands/destroy";
import { confirmed } from "../ask";
import { note } from "../console";
import { recover } from "../recover/recover";
import { provideAuthority } from "../stack/authority";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";

export async function destroy(place: StackPlace, options: DestroyOptions): Promise<void> {
    const open = await openStack(place);
    if (!options.yes && !(await confirmed(`Remove everything that stack ${open.name} has created?`))) {
        note("nothing was removed");
        return;
    }
    await provideAuthority(open);
    await recover(open, "destroy");
    await runOn(open, "destroy", options, (engine) => open.stack.destroy(engine));
}
