import { InvalidArgumentError, Option } from "commander";

import { backendsOf } from "./stack/backends";
import { main, stackCommand } from "./stack/options";
import { stackSettings } from "./stack/settings";
import { openStack } from "./stack/workspace";
import { Module, modules } from "./verify/queries";
import { verify } from "./verify/verify";

const command = stackCommand("verify", "Ask a stack's backends whether what its agents collect arrives")
    .addOption(
        new Option("--since <time>", 'only what is newer counts, for example "90s", "5m" or "1h"')
            .argParser(milliseconds)
            .default(300_000, "5m"),
    )
    .option("--patience <seconds>", "how long to wait for it", seconds, 60)
    .option("--strict", "fail for what may be empty too")
    .addOption(new Option("--module <name>", "ask this module's queries only").choices(modules));

interface VerifyCommandOptions {
    since: number;
    patience: number;
    strict?: boolean;
    module?: Module;
}

main(command, async (place) => {
    const { since, patience, strict = false, module } = command.opts<VerifyCommandOptions>();
    const outputs = await (await openStack(place)).outputs();
    const options = { since: new Date(Date.now() - since), patience, strict, ...(module && { module }) };
    if (!(await verify(stackSettings(place), await backendsOf(outputs), options))) process.exitCode = 1;
});

/** "5m" → 300000. */
function milliseconds(text: string): number {
    const [, count, unit = ""] = /^(\d+)([smh])$/.exec(text) ?? [];
    const factor = { s: 1_000, m: 60_000, h: 3_600_000 }[unit];
    if (factor === undefined) throw new InvalidArgumentError('Write a number and "s", "m" or "h".');
    return Number(count) * factor;
}

function seconds(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Write a number of seconds.");
    return Number(text);
}
