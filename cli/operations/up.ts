import type { UpOptions } from "../commands/up";
import { recover } from "../recover/recover";
import { provideAuthority } from "../stack/authority";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";

/** Update a stack and verify it. Returns whether everything arrives, as far as that was asked. */
export async function up(place: StackPlace, options: UpOptions): Promise<boolean> {
    const { refresh, expectNoChanges, verify: wanted, strict = false, patience } = options;
    const since = new Date();
    const open = await openStack(place);
    // What a killed update has left is put right without the program.
    await provideAuthority(open);
    await recover(open, "up");
    await runOn(open, "up", options, (engine) =>
        open.stack.up({
            ...engine,
            ...(refresh && { refresh }),
            ...(expectNoChanges && { expectNoChanges }),
        }),
    );
    if (!wanted) return true;
    const { verifyStack } = await import("./verify.js");
    const { green } = await verifyStack({ ...place, stack: open.name }, { since, strict, patience });
    return green;
}
