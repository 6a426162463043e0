import { RunError } from "@pulumi/pulumi";

/** All that is wrong with a stack's configuration, in one message. Pulumi prints it without a stack trace. */
export class SettingsError extends RunError {
    constructor(readonly problems: string[]) {
        super(
            ["The stack's configuration has to be put right:", ...problems.map((p) => `  - ${p}`)].join("\n"),
        );
    }
}
