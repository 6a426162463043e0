import { RunError } from "@pulumi/pulumi";

/** One thing that is wrong with a stack's configuration. No secret's value stands in any part of it. */
export interface Problem {
    /** Where it is, below the project's name: "prometheusRemotes[0]". */
    at: string;
    /** What was found there, in words that follow the place. */
    found: string;
    /** What should be there. */
    expected?: string;
    /** Lines for the stack file that put it right. */
    write?: string;
    /** A command that puts it right, where the lines would hold a secret. */
    run?: string;
}

/** Collects what is wrong with a stack's configuration, so that all of it is said at once. */
export class Problems {
    readonly list: Problem[] = [];
    /** The names that keys have in the file, where those are former ones. */
    readonly formerNames = new Map<string, string>();

    /** `stack` is named in commands, if it is known: another one may be selected. */
    constructor(
        readonly project: string,
        readonly stack?: string,
    ) {}

    add(at: string, found: string, more: Omit<Problem, "at" | "found"> = {}): void {
        this.list.push({ at, found, ...more });
    }

    /** The command that sets a secret, as a whole or one of its entries. */
    setSecret(key: string, entry?: string): string {
        const place = `${this.project}:${key}`;
        return entry === undefined
            ? `pulumi config set --secret ${place}`
            : `pulumi config set --secret --path '${place}["${entry}"]'`;
    }

    /** Whether something is wrong with a key already: what follows from that need not be said as well. */
    has(key: string): boolean {
        return this.list.some(({ at }) => isIn(at, key));
    }

    /** Whether a place is wrong already, or what it is a part of. */
    covers(place: string): boolean {
        return this.list.some(({ at }) => isIn(place, at));
    }

    throwIfAny(): void {
        if (this.list.length > 0) throw new SettingsError(this, this.list);
    }
}

/** Whether a place is the other one, or below it. */
function isIn(place: string, other: string): boolean {
    return place === other || (place.startsWith(other) && /^[.[]/.test(place.slice(other.length)));
}

/** All that is wrong with a stack's configuration, in one message. Pulumi prints it without a stack trace. */
export class SettingsError extends RunError {
    /** Each problem as it stands in the message. */
    readonly problems: string[];

    constructor(of: Subject, problems: Problem[]) {
        const texts = problems.map((problem) => textOf(of, problem));
        super(["The stack's configuration is wrong:", ...texts.map((t) => `  - ${t}`)].join("\n"));
        this.problems = texts;
    }
}

/** Whose configuration it is. */
interface Subject {
    project: string;
    stack?: string | undefined;
    formerNames: ReadonlyMap<string, string>;
}

function textOf(
    { project, stack, formerNames }: Subject,
    { at, found, expected, write, run }: Problem,
): string {
    const former = formerNames.get(/^\w+/.exec(at)?.[0] ?? "");
    return [
        `${project}:${at}${former === undefined ? "" : ` (called ${former} in the file)`}: ${found}`,
        ...(expected ? [`expected: ${expected}`] : []),
        ...(write ? [`write:    ${write.split("\n").join(`\n${" ".repeat(16)}`)}`] : []),
        ...(run ? [`run:      ${run}${stack === undefined ? "" : ` --stack ${stack}`}`] : []),
    ].join("\n      ");
}
