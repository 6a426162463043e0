/** Whether somebody watches: CI and files get plain lines. */
export const live = process.stdout.isTTY && !process.env.CI;

/** Whether what is printed may have colours. */
export const colored = process.stdout.isTTY && !process.env.NO_COLOR;

/** Print one line, or several, for the user. */
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
