import * as fs from "node:fs";
import * as path from "node:path";

import { Command, Option } from "commander";

import { Failure } from "../failure";
import { NoPulumi, pulumi } from "./pulumi";

/** This repository, whose program every stack is deployed with. */
export const repository = path.resolve(__dirname, "../..");

/** Which stack a command is about, and where its project is. Everything else is what `pulumi` itself would use. */
export interface StackPlace {
    /** As Pulumi has it selected if not given. */
    stack?: string;
    /** The folder with Pulumi.yaml. */
    folder: string;
    /** A stack file in place of Pulumi.<stack>.yaml. */
    configFile?: string;
}

export interface PlaceOptions {
    stack?: string;
    cwd: string;
    configFile?: string;
}

/** The options of every command about one stack. */
export function stackCommand(name: string, description: string): Command {
    return withPlace(
        new Command(name)
            .description(description)
            .option("-s, --stack <name>", "the stack (default: the one that pulumi has selected)"),
    );
}

/** The option that says where the project is. */
export function cwdOption(): Option {
    return new Option("-C, --cwd <folder>", "the folder with Pulumi.yaml and the stacks' files")
        .env("ALLOY_STACK_CWD")
        .default(repository, "this repository");
}

/** The options that say where the project and the stack's file are. */
export function withPlace(command: Command): Command {
    return command
        .addOption(cwdOption())
        .option("--config-file <file>", "read this file in place of Pulumi.<stack>.yaml");
}

/** What the options come to. A file is meant from where the command was run, whatever folder the project is in. */
export function placeOf({ stack, cwd, configFile }: PlaceOptions): StackPlace {
    const folder = path.resolve(cwd);
    if (!fs.existsSync(path.join(folder, "Pulumi.yaml")))
        throw new Failure(`there is no Pulumi.yaml in ${folder}; give the project's folder with --cwd`);
    return {
        folder,
        ...(stack && { stack }),
        ...(configFile && { configFile: path.resolve(configFile) }),
    };
}

/** The stack's name: the given one, or the one that is selected. */
export async function stackName({ stack, folder }: StackPlace): Promise<string> {
    if (stack) return stack;
    try {
        return (await pulumi(["stack", "--show-name"], folder)).trim();
    } catch (error) {
        const { message } = error as Error;
        if (error instanceof NoPulumi)
            throw new NoPulumi(
                `give --stack NAME; without it pulumi is asked for the selected one, and ${message}`,
                {
                    cause: error,
                },
            );
        if (!/no stack selected/.test(message)) throw error;
        throw new Failure("no stack is selected; give --stack NAME, or run pulumi stack select NAME", {
            cause: error,
        });
    }
}
