import { AsyncResource } from "node:async_hooks";

import * as pulumi from "@pulumi/pulumi";

/** Something that is wrong with args. No secret's value stands in any part of it. */
export interface Problem {
    /** Where it is: "lokiRemotes[0].url". */
    path: string;
    /** What was found there, in words that follow the place. */
    found: string;
    /** What should be there. */
    expected?: string;
}

/** The same for a place that the caller knows. */
export type Found = Omit<Problem, "path">;

/** Throw one error that names all of them, each with its property's path. Does nothing if there are none. */
export function refuse(problems: Problem[]): void {
    if (problems.length === 0) return;
    const errors = problems.map((problem) => ({ propertyPath: problem.path, reason: reasonOf(problem) }));
    throw new pulumi.InputPropertiesError({ message: messageOf(problems), errors });
}

/** What is wrong with what a resource is about to become. */
type Look = (args: pulumi.ResourceHookArgs) => Problem[] | Promise<Problem[]>;

/**
 * Hooks that refuse what is only known once other resources or Vault have answered, in the preview as in the update. Not an
 * error in an `apply`: the resources that wait for it would not be registered, and the Automation API deletes what is not.
 */
export function refusal(name: string, look: Look): pulumi.ResourceHook[] {
    // Pulumi's mocks, with which programs are tested, have none.
    if (!pulumi.runtime.getMonitor()?.registerResourceHook) return [];
    const hook = async (args: pulumi.ResourceHookArgs) => {
        const problems = await look(args);
        if (problems.length > 0) throw new pulumi.RunError(messageOf(problems));
    };
    // The engine calls it from outside: in a plugin, only what the component was made with knows how to ask the engine something.
    return [new pulumi.ResourceHook(name, AsyncResource.bind(hook), { onDryRun: true })];
}

function messageOf(problems: Problem[]): string {
    return problems.map((problem) => `${problem.path}: ${reasonOf(problem)}`).join("\n");
}

function reasonOf({ found, expected }: Problem): string {
    return `${found}${expected ? `; expected: ${expected}` : ""}`;
}

/**
 * A value as a message may show it. Of an address with a login inside, nothing up to the login's end is shown, and nothing of its
 * query.
 */
export function shown(value: unknown): string {
    switch (typeof value) {
        case "string":
            return JSON.stringify(shortened(withoutLogin(withoutQuery(value))));
        case "undefined":
            return "nothing";
        case "object":
            return value === null ? "nothing" : Array.isArray(value) ? "a list" : "an object";
        default:
            return `the ${typeof value} ${String(value)}`;
    }
}

/** A name as a message may show it: where one should be, people write whole lines, values included. */
export function shownName(name: string): string {
    const begin = /^[\w.-]*/.exec(name)?.[0] ?? "";
    return JSON.stringify(begin === name ? shortened(name) : `${begin}…`);
}

/** What a value is, for where it may be a secret. */
export function kindOf(value: unknown): string {
    if (typeof value === "string") return value === "" ? "empty" : "text";
    return typeof value === "object" ? shown(value) : `a ${typeof value}`;
}

/** Between the first colon and the last "@" there may be a password, whatever is wrong with the rest. */
function withoutLogin(text: string): string {
    const end = text.lastIndexOf("@");
    if (end < 0) return text;
    const colon = text.indexOf(":");
    return `${colon >= 0 && colon < end ? text.slice(0, colon + 1) : ""}…${text.slice(end)}`;
}

/** Tokens stand there. */
function withoutQuery(text: string): string {
    return text.replace(/([?#]).*$/s, "$1…");
}

function shortened(text: string): string {
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
