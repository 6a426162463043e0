/** One line for whoever runs the command, or several. */
export function say(text: string): void {
    process.stdout.write(`${text}\n`);
}

/** Run a command's work. What it throws is reported without a stack trace, in the words of `reason`. */
export async function run(work: () => Promise<void>, reason = message): Promise<void> {
    try {
        await work();
    } catch (error) {
        process.stderr.write(`error: ${reason(error)}\n`);
        process.exitCode = 1;
    }
}

function message(error: unknown): string {
    return (error as Error).message;
}
