import { styleText } from "node:util";

import Table from "cli-table3";
import prettyMilliseconds from "pretty-ms";

import { plainTable } from "../table";
import { StackOutcome, StackResult } from "./results";

const colors: Record<StackOutcome, "green" | "red" | "yellow"> = {
    ok: "green",
    "green before": "green",
    failed: "red",
    interrupted: "yellow",
    "not begun": "yellow",
};

/** A row for each stack: how it ended, in what time, and what came of it; of what failed, where all of it stands. */
export function fleetTable(results: StackResult[], colored: boolean): string {
    const table = new Table(plainTable);
    table.push(["stack", "", "time", ""]);
    for (const { stack, outcome, seconds, says, log } of results) {
        const word = colored ? styleText(colors[outcome], outcome) : outcome;
        const where = outcome === "failed" && log ? [`log: ${log}`] : [];
        table.push([stack, word, seconds ? took(seconds) : "", [short(says), ...where].join("\n")]);
    }
    return table.toString().replace(/ +$/gm, "");
}

/** "11 ok, 1 failed". */
export function counted(results: StackResult[]): string {
    const outcomes = [...new Set(results.map(({ outcome }) => outcome))];
    return outcomes
        .map((outcome) => `${results.filter((one) => one.outcome === outcome).length} ${outcome}`)
        .join(", ");
}

/** 75.4 → "1m 15s". */
export function took(seconds: number): string {
    return prettyMilliseconds(Math.round(seconds) * 1000);
}

function short(text: string): string {
    return text.length > 110 ? `${text.slice(0, 109)}…` : text;
}
