import * as fs from "node:fs";
import * as path from "node:path";

import { Properties, Subject } from "./plugin";

export type Method = "Check" | "Diff" | "DiffConfig" | "Create" | "Read" | "Update" | "Delete";

/** One call of the engine to an official plugin, and what it answered. */
export interface Recording {
    method: Method;
    request: Properties & Subject;
    response?: Properties;
    /** In place of a response, in the plugin's own words. */
    error?: string;
}

/** A scenario's name, and its calls in their order. */
export type Scenario = [name: string, calls: Recording[]];

/**
 * The recorded scenarios. A call that was answered in an earlier one just so is not recorded again, unless it failed.
 */
export function recordedScenarios(): Scenario[] {
    const folder = path.join(__dirname, "recordings");
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
    return files.sort().map((file) => {
        const lines = fs.readFileSync(path.join(folder, file), "utf8").split("\n").filter(Boolean);
        return [path.basename(file, ".jsonl"), lines.map(recording)];
    });
}

function recording(line: string): Recording {
    const { errors = [], ...call } = JSON.parse(line) as Recording & { errors?: string[] };
    const [error] = errors.map((text) => text.replace(/^rpc error: code = Unknown desc = /, ""));
    return error === undefined ? call : { ...call, error };
}
