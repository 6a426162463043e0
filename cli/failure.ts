/** Something that went wrong outside of this program. Its message says what, where, and what to do; no stack trace helps. */
export class Failure extends Error {
    override name = "Failure";
}

/** Thrown for an operation that was told to end. What it had begun is finished or undone as far as it could be. */
export class Interrupted extends Failure {
    override name = "Interrupted";
}
