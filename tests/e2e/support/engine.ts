import * as assert from "node:assert/strict";
import * as path from "node:path";

import { kubeconfig, state } from "../../lab/paths";
import { writeStackFile } from "../../lab/project";
import { alloyStack, Ended, succeed } from "./commands";

/** `pulumi up` of stack dev on the lab, as `npm start` runs it. */
export function up(...args: string[]): Promise<Ended> {
    return alloyStack(["up", "--stack", "dev", ...args]);
}

/** An update of stack dev that has nothing to do. What arrives is not asked once more. */
export async function assertUnchanged(...args: string[]): Promise<void> {
    assertGreen(await up("--no-verify", "--expect-no-changes", ...args), "up after that");
}

/** What an update would do, in full. */
export function preview(...args: string[]): Promise<Ended> {
    return alloyStack(["preview", "--stack", "dev", ...args]);
}

/** `alloy-stack verify`, of what has come since it was started. */
export function verify(...args: string[]): Promise<Ended> {
    return alloyStack(["verify", "--stack", "dev", "--since", "0s", ...args]);
}

export function destroy(): Promise<Ended> {
    return alloyStack(["destroy", "--stack", "dev", "--yes"]);
}

export function kubectl(...args: string[]): Promise<string> {
    return succeed("kubectl", ["--kubeconfig", kubeconfig, ...args]);
}

export function assertGreen(ended: Ended, what: string): void {
    assert.equal(ended.code, 0, ended.output);
    console.log(`        ${what}: ${Math.round(ended.seconds)} s`);
}

/** A stack file for dev with the lab's values and these on top, whose names leave out the project's. */
export function overridden(config: Record<string, unknown>): string {
    return writeStackFile("dev", config, path.join(state, "dev-of-a-test.yaml"));
}

/** A failure whose message says what is wrong. */
export function assertRed(ended: Ended, message: RegExp): void {
    assert.equal(ended.code, 1, ended.output);
    assert.match(ended.output, message);
}
