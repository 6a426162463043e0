import * as path from "node:path";

import { confirmed } from "../ask";
import { colored, live, note, printJson, say } from "../console";
import { Failure, Interrupted } from "../failure";
import { Operation, runFleet } from "../fleet/fleet";
import { isGood, Lines } from "../fleet/lines";
import { allStacks, matching } from "../fleet/stacks";
import { counted, fleetTable, took } from "../fleet/table";

export interface FleetOptions {
    /** The project's folder. */
    folder: string;
    /** Options for every stack's own command. */
    passed: string[];
    parallel: number;
    logs: string;
    resume?: boolean;
    json?: boolean;
    yes?: boolean;
}

const program = [process.execPath, path.resolve(__dirname, "../bin.mjs")];

/** Run an operation on every stack that patterns name, and tell how each ended. Returns whether all are green. */
export async function fleet(
    operation: Operation,
    patterns: string[],
    options: FleetOptions,
): Promise<boolean> {
    const { json = false, yes = false, parallel, folder } = options;
    const stacks = matching(await allStacks(folder), patterns);
    const names = `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}: ${stacks.join(", ")}`;
    if (operation === "destroy" && !yes && !(await confirmed(`Remove everything of ${names}?`)))
        throw new Failure("nothing is removed");
    const print = json ? note : say;
    print(`${operation} of ${names}; ${Math.min(parallel, stacks.length)} at once`);
    const logs = path.resolve(options.logs);
    const lines = new Lines(live && !json, print);
    const end = await runFleet({ ...options, operation, stacks, logs, program }, lines);
    const { results, seconds, interrupted } = end;
    if (json) printJson({ operation, parallel, seconds, stacks: results });
    print(`\n${fleetTable(results, colored && !json)}\n`);
    print(`${counted(results)}, in ${took(seconds)}; logs in ${path.join(logs, operation)}`);
    const allGood = results.every(isGood);
    if (!allGood) print("The same command with --resume leaves out what is green.");
    if (interrupted) throw new Interrupted("interrupted; --resume continues from here");
    return allGood;
}
