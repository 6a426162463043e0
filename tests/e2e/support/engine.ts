import * as assert from "node:assert/strict";

import { kubeconfig } from "../../lab/paths";
import { Ended, lab, succeed } from "./commands";

const tsx = "node_modules/.bin/tsx";

/** `pulumi up` of stack dev on the lab, as `npm start` runs it. */
export function up(...args: string[]): Promise<Ended> {
    return lab(["exec", tsx, "automation/up.ts", "--stack", "dev", ...args]);
}

export function destroy(): Promise<Ended> {
    return lab(["exec", tsx, "automation/destroy.ts", "--stack", "dev"]);
}

export function kubectl(...args: string[]): Promise<string> {
    return succeed("kubectl", ["--kubeconfig", kubeconfig, ...args]);
}

export function assertGreen(ended: Ended, what: string): void {
    assert.equal(ended.code, 0, ended.output);
    console.log(`        ${what}: ${Math.round(ended.seconds)} s`);
}

/** A failure whose message says what is wrong. */
export function assertRed(ended: Ended, message: RegExp): void {
    assert.equal(ended.code, 1, ended.output);
    assert.match(ended.output, message);
}
