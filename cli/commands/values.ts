import { InvalidArgumentError } from "commander";

// What commander makes of an option's text; it says what is wrong with one that is refused, and how it is written.

export function seconds(text: string): number {
    if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Write a number of seconds.");
    return Number(text);
}

/** "5m" → 300000. */
export function duration(text: string): number {
    const [, count, unit = ""] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
    const factor = { s: 1_000, m: 60_000, h: 3_600_000 }[unit];
    if (factor === undefined) throw new InvalidArgumentError('Write a number and "s", "m" or "h".');
    return Number(count) * factor;
}

/** From one up. */
export function count(text: string): number {
    if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Write a number, 1 or more.");
    return Number(text);
}
