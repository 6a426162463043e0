import type { UpOptions } from "../commands/up";
import { note, printJson, say } from "../console";
import { recover } from "../recover/recover";
import { provideAuthority } from "../stack/authority";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";
import { asJson, outcome } from "../verify/verification";
import { verified } from "./verify";

/** Update a stack and verify it. Returns whether it is green, as far as it was verified. */
export async function up(place: StackPlace, options: UpOptions): Promise<boolean> {
    const { refresh, runProgram, replace, expectNoChanges, strict = false, patience, json = false } = options;
    const since = new Date();
    const open = await openStack(place);
    // What a killed update has left is put right without the program.
    await provideAuthority(open);
    await recover(open, "up");
    const { report } = await runOn(open, "up", { json, later: true }, (engine) =>
        open.stack.up({
            ...engine,
            ...(refresh && { refresh }),
            ...(runProgram && { runProgram }),
            ...(replace && { replace }),
            ...(expectNoChanges && { expectNoChanges }),
        }),
    );
    const how = { since, strict, patience };
    const found = options.verify
        ? await verified({ ...place, stack: open.name }, how, json ? note : say)
        : undefined;
    if (json) printJson({ ...report, ...(found && { verification: asJson(found) }) });
    return found === undefined || outcome(found) === "green";
}
