/** Something that went wrong outside of this program. Its message says what, where, and what to do; no stack trace helps. */
export class Failure extends Error {
    override name = "Failure";
}
