import * as pulumi from "@pulumi/pulumi";

import { Found, Problem, shown } from "./problem";

/** Everything that is wrong with a value at a path. */
export type Check = (value: unknown, path: string) => Problem[];

/** An object with these fields and no other. A field with null is as good as none. */
export function fields(checks: Record<string, Check>, ...needed: string[]): Check {
    const names = Object.keys(checks)
        .map((name) => `"${name}"`)
        .join(", ");
    return here((value, path) => {
        if (typeof value !== "object" || value === null || Array.isArray(value))
            return [{ path, found: `is ${shown(value)}`, expected: `an object with ${names}` }];
        const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
        const missing = needed.filter((name) => !given.some(([one]) => one === name));
        return [
            ...missing.map((name) => ({ path, found: `has no "${name}"`, expected: "one" })),
            ...given.flatMap(([name, one]) =>
                Object.hasOwn(checks, name)
                    ? (checks[name]?.(one, `${path}.${name}`) ?? [])
                    : [{ path, found: `has ${shown(name)} in it`, expected: names }],
            ),
        ];
    });
}

/** A list of so many or more, of which each is right. */
export function listOf(each: Check, least = 0): Check {
    return here((value, path) => {
        if (!Array.isArray(value)) return [{ path, found: `is ${shown(value)}`, expected: "a list" }];
        if (value.length < least) return [{ path, found: "is empty", expected: "one or more" }];
        return value.flatMap((one: unknown, index) => each(one, `${path}[${index}]`));
    });
}

/** A value of which a rule holds. */
export function right(isRight: (value: unknown) => boolean, expected: string): Check {
    return here((value, path) => (isRight(value) ? [] : [{ path, found: `is ${shown(value)}`, expected }]));
}

/** Text of which a rule holds. */
export function text(isRight: (value: string) => boolean, expected: string): Check {
    return right((value) => typeof value === "string" && isRight(value), expected);
}

/** What is right by itself, and by what its parts have to do with each other. */
export function together(parts: Check, problem: (value: never) => Found | undefined): Check {
    return here((value, path) => {
        const wrong = parts(value, path);
        if (wrong.length > 0) return wrong;
        const found = problem(value as never);
        return found ? [{ path, ...found }] : [];
    });
}

/** What comes from other resources is not known yet. */
function here(check: Check): Check {
    return (value, path) =>
        pulumi.Output.isInstance(value) || value instanceof Promise ? [] : check(value, path);
}
