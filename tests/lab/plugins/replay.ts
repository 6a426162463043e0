import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { CheckRequest, DiffRequest, Plugin, Properties } from "./plugin";

/** One call of the engine to an official plugin, and what it answered. */
interface Recording {
    method: string;
    request: Properties & { type?: string };
    response?: Properties;
}

const folder = path.join(__dirname, "recordings");

/**
 * Define a test for each recorded scenario: every recorded Check and Diff about the plugin's resources is asked again,
 * and has to be answered as the official plugin did.
 */
export function replays(plugin: Plugin): void {
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".jsonl"))) {
        const calls = read(file).filter(({ request }) => request.type?.startsWith(`${plugin.name}:`));
        if (calls.length === 0) continue;
        it(`answers as the official plugin in ${path.basename(file, ".jsonl")} (${calls.length} calls)`, async () => {
            for (const { method, request, response } of calls) {
                const resource = plugin.resource(request.type ?? "");
                const asked = request as unknown;
                const answer =
                    method === "Check"
                        ? await resource.check(asked as CheckRequest)
                        : await resource.diff(asked as DiffRequest);
                assert.deepEqual(answer, response, `${method} of ${String(request.urn)}`);
            }
        });
    }
}

function read(file: string): Recording[] {
    const lines = fs.readFileSync(path.join(folder, file), "utf8").split("\n").filter(Boolean);
    return lines
        .map((line) => JSON.parse(line) as Recording)
        .filter(({ method }) => /^(Check|Diff)$/.test(method));
}
