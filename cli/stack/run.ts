import { note, printJson, say } from "../console";
import { Interrupted } from "../failure";
import { markdown } from "../markdown/summary";
import { OpenStack } from "./open";
import { EngineOptions, operate } from "./operate";
import { Report, Reporter } from "./report";

/** How the result of an operation is printed. */
export interface Telling {
    /** A report for another program, and nothing else on standard output. */
    json?: boolean;
    /** A report for people, as the text of a comment on a pull request. */
    markdown?: boolean;
    /** Print only failures: the caller prints the whole result later. */
    later?: boolean;
}

type Events = EngineOptions & { onEvent: Reporter["take"] };

/** Run an operation on a stack and tell what it did, also if it fails. Returns what the operation returns, and the report. */
export async function runOn<T>(
    open: OpenStack,
    operation: string,
    telling: Telling,
    work: (options: Events) => Promise<T>,
): Promise<{ result: T; report: Report }> {
    const reporter = new Reporter(open.name, operation);
    const asReport = telling.json === true || telling.markdown === true;
    // Standard output has the report only; the engine's own output goes to standard error.
    const print = (text: string) => (asReport ? process.stderr : process.stdout).write(text);
    const tell = (succeeded: boolean) => {
        const report = reporter.report(succeeded);
        if (succeeded && telling.later) return report;
        if (telling.json) printJson(report);
        if (telling.markdown) say(markdown(report));
        return report;
    };
    try {
        const result = await operate(open, (options) => work({ ...options, onEvent: reporter.take }), print);
        return { result, report: tell(true) };
    } catch (error) {
        if (error instanceof Interrupted) note("");
        tell(false);
        throw error;
    }
}
