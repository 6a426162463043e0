import * as assert from "node:assert/strict";

import { CommanderError } from "commander";

import { alloyStack, everyCommand } from "../../../../cli/main";

/** The program with commands that do nothing but say what they were given. */
function parse(args: string[]): { options: Record<string, unknown>; operands: string[] } | string {
    const program = alloyStack();
    let given: { options: Record<string, unknown>; operands: string[] } | undefined;
    everyCommand(program, (command) => {
        command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
        if (command.commands.length === 0)
            command.action(() => {
                given = { options: command.opts(), operands: command.args };
            });
    });
    try {
        program.parse(args, { from: "user" });
    } catch (error) {
        assert.ok(error instanceof CommanderError, String(error));
        return error.message;
    }
    assert.ok(given, `${args.join(" ")} is no command`);
    return given;
}

/** A command line's options. */
export function parsed(line: string): Record<string, unknown> {
    const found = parse(line.split(" ").filter(Boolean));
    assert.ok(typeof found !== "string", `${line}: ${JSON.stringify(found)}`);
    return found.options;
}

/** Why a command line is refused. */
export function refusal(line: string): string {
    const found = parse(line.split(" ").filter(Boolean));
    assert.ok(typeof found === "string", `${line} is not refused`);
    return found;
}
