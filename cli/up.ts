import { backendsOf } from "./stack/backends";
import { main, stackCommand } from "./stack/options";
import { stackSettings } from "./stack/settings";
import { recover } from "./stack/recover";
import { openStack } from "./stack/workspace";
import { verify } from "./verify/verify";

const command = stackCommand(
    "up",
    "Create or update a stack, then verify that what its agents collect arrives",
)
    .option("--refresh", "compare the state with the world first")
    .option("--expect-no-changes", "fail if there is anything to do")
    .option("--strict", "fail for what may be empty too")
    .option("--patience <seconds>", "how long to wait for samples and lines", "240");

interface UpOptions {
    refresh?: boolean;
    expectNoChanges?: boolean;
    strict?: boolean;
    patience: string;
}

main(command, async (place) => {
    const { refresh, expectNoChanges, strict = false, patience } = command.opts<UpOptions>();
    const since = new Date();
    const stack = await openStack(place);
    const doubtful = await recover(stack, "up");
    const { outputs } = await stack.up({
        onOutput: (text) => process.stdout.write(text),
        onError: (text) => process.stderr.write(text),
        ...((refresh || doubtful) && { refresh: true }),
        ...(expectNoChanges && { expectNoChanges }),
    });
    const settings = stackSettings(place);
    if (settings.stack.agent === false) return;
    const options = { since, strict, patience: Number(patience) };
    if (!(await verify(settings, await backendsOf(outputs), options))) process.exitCode = 1;
});
