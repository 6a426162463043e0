import * as assert from "node:assert/strict";

import { RemoteKind } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { Problem, Problems, SettingsError } from "../../settings/problems";
import { readRemotes } from "../../settings/remotes";
import { Parsed, parseSettings } from "../../settings/settings";

/** A stack's keys and values, as its file has them. */
export type Values = Record<string, unknown>;

/** Read settings of the project "p" on a machine with this address, or with none. */
export function parse(values: Values, machineIp: string | null = "192.0.2.1"): Parsed {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const asPulumi = given.map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return parseSettings("p", Object.fromEntries(asPulumi) as Record<string, string>, {
        machineIp: () => machineIp ?? undefined,
    });
}

/** What is wrong with these values, each problem as it is printed. */
export function problemsOf(
    values: Values,
    read: (values: Values) => unknown = (all) => parse(all),
): string[] {
    try {
        read(values);
    } catch (error) {
        assert.ok(error instanceof SettingsError, String(error));
        return error.problems;
    }
    return [];
}

/** What an entry of a list of remotes comes to, on a machine with this address or with none. */
export function readRemote(
    entry: unknown,
    kind = RemoteKind.Prometheus,
    machineIp: string | null = "192.0.2.1",
): { remotes: PlainRemote[]; problems: Problem[] } {
    const problems = new Problems("p");
    const read = readRemotes(kind, [entry], machineIp ?? undefined, problems);
    return { remotes: read.map(({ remote }) => remote), problems: problems.list };
}

/** A problem as it is printed: the first line, and those below it. */
export function problem(...lines: string[]): string {
    return lines.join("\n      ");
}

export const least = { clusterName: "c" };

/** A stack with a Vault and one remote that has a login. */
export const prod = {
    ...least,
    vaultAddress: "https://vault.example.com",
    prometheusRemotes: ["primary:https://p.example.com/api/v1/write:alloy"],
};

/** The secrets of that stack. */
export const secrets = { remotePasswords: { "prometheus/primary": "one" }, esoPassword: "two" };
