/**
 * Something the user has to put right before the lab can go on. Printed as one line: what is wrong, where, and
 * what to do about it. Anything else that is thrown is a defect of the lab and keeps its stack trace.
 */
export class Problem extends Error {
    constructor(what: string, fix: string) {
        super(`${what}. ${fix}`);
        this.name = "Problem";
    }
}
