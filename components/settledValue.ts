import * as pulumi from "@pulumi/pulumi";

import { Problem, refusal } from "./validate/problem";

/** What is wrong with a value that was another one before. `stash` is what has to be replaced to take it all the same. */
type WhyNot<Value> = (now: Value, before: Value, stash: string) => Problem;

/**
 * A value that cannot change while the stack is there. The first one is kept in the state, as a resource of that name; another
 * one is refused in the preview, before anything is done.
 */
export function settledValue<Value>(
    ...settled: Parameters<typeof settledStash<Value>>
): pulumi.Output<Value> {
    return settledStash(...settled).input as pulumi.Output<Value>;
}

/** The resource that keeps such a value. */
export function settledStash<Value>(
    name: string,
    value: pulumi.Input<Value>,
    whyNot: WhyNot<Value>,
    options: pulumi.CustomResourceOptions = {},
): pulumi.Stash {
    const unchanged = refusal(`${name}-unchanged`, ({ urn, newInputs, oldOutputs }) => {
        const { input: now } = newInputs as { input: Value };
        const { output: first } = oldOutputs as { output: Value };
        return JSON.stringify(now) === JSON.stringify(first) ? [] : [whyNot(now, first, urn)];
    });
    return new pulumi.Stash(name, { input: value }, { ...options, hooks: { beforeUpdate: unchanged } });
}
