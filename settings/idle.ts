import { z } from "zod";

import { Problems } from "./problems";
import { Key, keys, metaOf, schema, StackValues } from "./schema";

/** Refuse keys that are set and would have no effect: those of a dev stack in another one, and the other way round. */
export function refuseIdle(values: StackValues, problems: Problems): void {
    // Which they are is not known then.
    if (problems.has("dev")) return;
    const idle = values.dev ? "without dev" : "with dev";
    for (const key of keys.filter((one) => metaOf(one).only === idle && isSet(one, values))) {
        const { found, expected } = words[idle](key);
        problems.add(key, found, { expected, run: `pulumi config rm ${problems.project}:${key}` });
    }
}

const words = {
    "without dev": (key: Key) => ({
        found: "is given, and a dev stack has a Vault of its own",
        expected: `${key} without dev, or dev without ${key}`,
    }),
    "with dev": (key: Key) => ({
        found: "is given, and only a dev stack runs Prometheus, Loki and Grafana",
        expected: `${key} beside dev: true, or no ${key}`,
    }),
};

/** Pulumi hands out the project's defaults as it does what a stack's file says. */
function isSet(key: Key, values: StackValues): boolean {
    const type: z.ZodType = schema.shape[key];
    return JSON.stringify(values[key]) !== JSON.stringify(type.safeParse(undefined).data);
}
