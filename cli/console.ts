type Environment = Partial<Record<string, string>>;

/** Whether lines may change while somebody watches them: CI and files get plain ones. */
export function mayChangeLines(isTTY: boolean, { CI, TERM }: Environment): boolean {
    return isTTY && !CI && TERM !== "dumb";
}

/** Whether what is printed may have colours: https://no-color.org. */
export function mayColor(isTTY: boolean, { NO_COLOR, TERM }: Environment): boolean {
    return isTTY && !NO_COLOR && TERM !== "dumb";
}

// Node has no such property where standard output is no terminal.
const { isTTY = false } = process.stdout;
export const live = mayChangeLines(isTTY, process.env);
export const colored = mayColor(isTTY, process.env);

/** One line for whoever runs the command, or several. */
export function say(text: string): void {
    process.stdout.write(`${text}\n`);
}

/** The same beside a result that another program reads. */
export function note(text: string): void {
    process.stderr.write(`${text}\n`);
}

/** Print a result for another program. */
export function printJson(value: unknown): void {
    say(JSON.stringify(value, undefined, 4));
}
