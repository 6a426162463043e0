import { styleText } from "node:util";

import Table from "cli-table3";
import prettyMilliseconds from "pretty-ms";

import { plainTable } from "../table";
import { Query } from "./queries";
import { RemoteStanding } from "./remotes";
import { Result, Verdict } from "./run";
import { SecretStanding } from "./secrets";
import { takes } from "./verification";

/** Where a table is printed to. */
export interface Page {
    /** Characters a line; a file has no end. */
    width?: number;
    colored?: boolean;
}

const colors = { ok: "green", RED: "red", quiet: "yellow" } as const;

/** A line for each query: its module, its verdict, the query, what was found and how old the newest of it is. */
export function table(
    results: Result[],
    { width = Infinity, colored = false }: Page = {},
    now = Date.now(),
): string {
    const rows = results.map((result) => [
        result.query.module,
        paint(result.verdict, colored),
        shown(result.query),
        `${result.found} ${result.query.language === "promql" ? "series" : "streams"}`,
        result.newest === undefined ? "none" : `${age(now - result.newest)} ago`,
    ]);
    const others = [0, 1, 3, 4].map((column) => 2 + widest(rows, column));
    const room = Math.max(20, width - others.reduce((sum, one) => sum + one, 0));
    const query = 2 + Math.min(room, widest(rows, 2));
    return plain(
        rows,
        [null, null, Number.isFinite(query) ? query : null, null, null],
        ["left", "left", "left", "right", "right"],
    );
}

/** A line for each remote: what it took in the time in which the agents were watched, and what it did not take. */
export function remotesTable(
    standings: RemoteStanding[],
    strict: boolean,
    { colored = false }: Page = {},
): string {
    const head = ["", "remote", "", "accepted", "refused", "held back", "dropped"];
    const rows = standings.map((one) => [
        one.remote.kind,
        one.remote.name,
        paint(
            one.standing === "quiet" && takes(one, strict) ? "quiet" : takes(one, strict) ? "ok" : "RED",
            colored,
        ),
        ...[one.counted.accepted, one.counted.refused, one.counted.heldBack, one.counted.dropped].map(String),
    ]);
    const aligned = head.map((_, column) => (column < 3 ? ("left" as const) : ("right" as const)));
    return plain(
        [head, ...rows],
        head.map(() => null),
        aligned,
    );
}

/** A line for the store, and for each secret that comes through it. */
export function secretsTable(standings: SecretStanding[], { colored = false }: Page = {}): string {
    const rows = standings.map(({ kind, name, ready }) => [kind, name, paint(ready ? "ok" : "RED", colored)]);
    return plain(rows, [null, null, null], ["left", "left", "left"]);
}

function plain(rows: string[][], colWidths: (number | null)[], colAligns: ("left" | "right")[]): string {
    const laidOut = new Table({ ...plainTable, colWidths, colAligns });
    laidOut.push(...rows);
    return laidOut
        .toString()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
}

function widest(rows: string[][], column: number): number {
    return Math.max(0, ...rows.map((row) => (row[column] ?? "").length));
}

/** A query as people read it, with what its values must be. */
export function shown({ text, expects }: Query): string {
    return expects && expects !== "steady" ? `${text} ${expects}` : text;
}

/** 4000 → "4s". */
export function age(milliseconds: number): string {
    return prettyMilliseconds(Math.max(0, Math.round(milliseconds / 1000) * 1000), {
        compact: milliseconds >= 120_000,
    });
}

function paint(verdict: Verdict, colored: boolean): string {
    return colored ? styleText(colors[verdict], verdict) : verdict;
}
