/** Where something is printed. Node has no such property where that is no terminal. */
interface Output {
    isTTY?: boolean;
}

type Environment = Partial<Record<string, string>>;

/** Whether lines may change while somebody watches them: CI and files get plain ones. */
export function mayChangeLines({ isTTY = false }: Output, { CI, TERM }: Environment): boolean {
    return isTTY && !CI && TERM !== "dumb";
}

/** Whether what is printed may have colours: https://no-color.org. */
export function mayColor({ isTTY = false }: Output, { NO_COLOR, TERM }: Environment): boolean {
    return isTTY && !NO_COLOR && TERM !== "dumb";
}

export const live = mayChangeLines(process.stdout, process.env);
export const colored = mayColor(process.stdout, process.env);

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
