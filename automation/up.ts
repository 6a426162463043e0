import { OutputMap } from "@pulumi/pulumi/automation";

import { main, stackCommand } from "./stack/options";
import { openStack } from "./stack/workspace";
import { check, printChecks } from "./verify/checks";

const command = stackCommand("up", "Create or update a stack, then check that the agent's samples arrive")
    .option("--refresh", "compare the state with the world first")
    .option("--expect-no-changes", "fail if there is anything to do")
    .option("--patience <seconds>", "how long to wait for samples", "240");

interface UpOptions {
    refresh?: boolean;
    expectNoChanges?: boolean;
    patience: string;
}

main(command, async (place) => {
    const { refresh, expectNoChanges, patience } = command.opts<UpOptions>();
    const started = new Date();
    const stack = await openStack(place);
    const { outputs } = await stack.up({
        onOutput: (text) => process.stdout.write(text),
        onError: (text) => process.stderr.write(text),
        ...(refresh && { refresh }),
        ...(expectNoChanges && { expectNoChanges }),
    });
    const checks = await check(backendOf(outputs), started, Number(patience));
    if (!printChecks(checks)) process.exitCode = 1;
});

function backendOf(outputs: OutputMap): { url: string; username: string; password: string } {
    return outputs.prometheus?.value as { url: string; username: string; password: string };
}
