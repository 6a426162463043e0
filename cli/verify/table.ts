import { styleText } from "node:util";

import { Query } from "./queries";
import { Result, Verdict } from "./run";

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
    const digits = Math.max(1, ...results.map(({ found }) => String(found).length));
    const rows = results.map((result) => ({
        module: result.query.module,
        verdict: result.verdict,
        query: shown(result.query),
        found: `${String(result.found).padStart(digits)} ${result.query.language === "promql" ? "series " : "streams"}`,
        newest: result.newest === undefined ? "none" : `${age(now - result.newest)} ago`,
    }));
    const longest = (column: "module" | "query" | "found" | "newest") =>
        Math.max(0, ...rows.map((row) => row[column].length));
    const [module, found, newest] = [longest("module"), longest("found"), longest("newest")];
    // Two spaces between columns; "quiet" is the longest verdict.
    const others = module + 2 + 5 + 2 + 2 + found + 2 + newest;
    const query = Math.max(20, Math.min(longest("query"), width - others));
    return rows
        .map((row) =>
            [
                row.module.padEnd(module),
                paint(row.verdict, colored) + " ".repeat(5 - row.verdict.length),
                shortened(row.query, query).padEnd(query),
                row.found,
                row.newest.padStart(newest),
            ].join("  "),
        )
        .join("\n");
}

/** A query as people read it, with what its values must be. */
export function shown({ text, expects }: Query): string {
    return expects && expects !== "steady" ? `${text} ${expects}` : text;
}

/** 4000 → "4 s". */
export function age(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 120) return `${seconds} s`;
    return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function paint(verdict: Verdict, colored: boolean): string {
    return colored ? styleText(colors[verdict], verdict) : verdict;
}

function shortened(text: string, length: number): string {
    return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
