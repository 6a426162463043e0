/** Whether the stack brings something, or uses what is there. */
export enum Installation {
    /** The stack brings it. */
    Install = "install",
    /** Use what others installed. */
    Existing = "existing",
}

/** The same for something that is not needed. */
export enum OptionalInstallation {
    /** The stack brings it. */
    Install = "install",
    /** Somebody else has brought it. */
    Existing = "existing",
    /** There is none, and nothing of it is collected. */
    None = "none",
}
