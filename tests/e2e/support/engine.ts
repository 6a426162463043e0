import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { kubeconfig, overrides, state } from "../../lab/paths";
import { Ended, lab, succeed } from "./commands";

const tsx = "node_modules/.bin/tsx";

/** `pulumi up` of stack dev on the lab, as `npm start` runs it. */
export function up(...args: string[]): Promise<Ended> {
    return lab(["exec", tsx, "cli/up.ts", "--stack", "dev", ...args]);
}

/** What an update would do, in full. */
export function preview(...args: string[]): Promise<Ended> {
    return lab(["exec", tsx, "cli/preview.ts", "--stack", "dev", ...args]);
}

/** `npm run verify`, of what has come since it was started. */
export function verify(...args: string[]): Promise<Ended> {
    return lab(["exec", tsx, "cli/verify.ts", "--stack", "dev", "--since", "0s", ...args]);
}

export function destroy(): Promise<Ended> {
    return lab(["exec", tsx, "cli/destroy.ts", "--stack", "dev"]);
}

export function kubectl(...args: string[]): Promise<string> {
    return succeed("kubectl", ["--kubeconfig", kubeconfig, ...args]);
}

export function assertGreen(ended: Ended, what: string): void {
    assert.equal(ended.code, 0, ended.output);
    console.log(`        ${what}: ${Math.round(ended.seconds)} s`);
}

/** A file with the lab's overrides and these, whose names leave out the project's. */
export function overridden(config: Record<string, unknown>): string {
    const file = path.join(state, "overrides-of-a-test.yaml");
    const labs = parse(fs.readFileSync(overrides, "utf8")) as { config: Record<string, unknown> };
    const more = Object.fromEntries(
        Object.entries(config).map(([key, value]) => [`alloy-stack:${key}`, value]),
    );
    fs.writeFileSync(file, stringify({ config: { ...labs.config, ...more } }));
    return file;
}

/** A failure whose message says what is wrong. */
export function assertRed(ended: Ended, message: RegExp): void {
    assert.equal(ended.code, 1, ended.output);
    assert.match(ended.output, message);
}
