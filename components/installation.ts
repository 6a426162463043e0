/** Whether the stack brings something, or uses what is there. */
export enum Installation {
    /** The stack brings it. */
    Install = "install",
    /** Somebody else has brought it. */
    Existing = "existing",
}
