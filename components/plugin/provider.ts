import * as pulumi from "@pulumi/pulumi";

import { AlloyStack } from "../alloyStack";
import { AlloyStackArgs } from "../args";
import { argsProblems } from "../validate/args";
import { Problem, refuse } from "../validate/problem";
import { readInputs } from "./inputs";
import { PackageSchema } from "./schema";

/**
 * The package as a provider of Pulumi's, for programs in other languages than its own. Pulumi's own host for components would
 * compile the package at every start to find out what it takes; this one has it in `schema.json`.
 */
export class PackageProvider implements pulumi.provider.Provider {
    readonly version: string;
    private readonly parsed: PackageSchema;

    constructor(readonly schema: string) {
        this.parsed = JSON.parse(schema) as PackageSchema;
        this.version = this.parsed.version;
    }

    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<pulumi.provider.ConstructResult> {
        const component = this.parsed.resources[type];
        if (!component) throw new Error(`the package ${this.parsed.name} has no component ${type}`);
        const stack = await withoutValues(name, async () => {
            const { args, problems, unknown } = await readInputs(this.parsed, component, inputs);
            // Held to the schema, which is made of this type.
            const stackArgs = args as unknown as AlloyStackArgs;
            refuse([...unknown, ...problems, ...beside(problems, argsProblems(stackArgs))]);
            return new AlloyStack(name, stackArgs, options);
        });
        const outputs = Object.keys(component.properties);
        const state = Object.fromEntries(
            outputs.map((output) => [output, Reflect.get(stack, output) as unknown]),
        );
        return { urn: stack.urn, state };
    }
}

/**
 * The engine shows the value at each path that an InputPropertiesError names: of a remote it would show the password. The message
 * alone has paths and reasons, and no value that is not to be seen.
 */
async function withoutValues<T>(name: string, construct: () => Promise<T>): Promise<T> {
    try {
        return await construct();
    } catch (error) {
        if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
        throw new Error(`the args of "${name}" have to be put right:\n${error.message}`, { cause: error });
    }
}

/** What else is wrong, but for what only follows from those. */
function beside(problems: Problem[], others: Problem[]): Problem[] {
    const isPartOf = (part: string, whole: string) =>
        part === whole || part.startsWith(`${whole}.`) || part.startsWith(`${whole}[`);
    return others.filter(
        ({ path }) => !problems.some((known) => isPartOf(known.path, path) || isPartOf(path, known.path)),
    );
}
