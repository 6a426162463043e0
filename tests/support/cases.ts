import * as assert from "node:assert/strict";
import * as path from "node:path";

import { Failure } from "../../cli/failure";
import { readStackFiles } from "../../cli/stack/files";
import { SettingsError } from "../../settings/problems";
import { parseSettings, Settings } from "../../settings/settings";

const project = path.resolve(__dirname, "../..");
const prefix = "alloy-stack:";

/** What a stack's file comes to. */
export interface Read {
    settings?: Settings;
    warnings: string[];
    /** What is wrong with it, each problem as it is printed. */
    problems: string[];
}

/** Read a stack's file as a command without Pulumi does, on a machine with an address. Secrets are taken for given. */
export function readCase(file: string): Read {
    try {
        const files = readStackFiles({ folder: project, configFile: file }, "case");
        const own = Object.entries(files.values).filter(([key]) => key.startsWith(prefix));
        const given = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
        const around = { machineIp: () => "192.0.2.10", isOwnAddress: () => true, folder: project };
        const parsed = parseSettings("alloy-stack", given, { placeholder: "not-decrypted", ...around });
        return { ...parsed, warnings: [...files.warnings, ...parsed.warnings], problems: [] };
    } catch (error) {
        if (error instanceof SettingsError) return { warnings: [], problems: error.problems };
        assert.ok(error instanceof Failure, String((error as Error).stack));
        return { warnings: [], problems: [error.message] };
    }
}

/** The settings of a file that is accepted. */
export function read({ settings, problems }: Read): Settings {
    assert.ok(settings, problems.join("\n"));
    return settings;
}
