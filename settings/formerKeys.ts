import { z } from "zod";

import { Problems } from "./problems";
import { Key, metaOf, schema } from "./schema";

/** Keys that had another name in the last version. They are taken until the next one. */
const renamed: Record<string, Key> = {
    backend: "devServers",
    previousLokiPassword: "previousLogsPassword",
    remoteSecretOwners: "secretSources",
    operatorLogin: "esoLogin",
    operatorLoginMount: "esoLoginMount",
    operatorRole: "esoRole",
    operatorServiceAccount: "esoServiceAccount",
    operatorUsername: "esoUsername",
    operatorPassword: "esoPassword",
};

export interface GivenNow {
    /** By the names that keys have now. */
    values: Record<string, string>;
    /** A line for each key that had another name. */
    warnings: string[];
}

/** A stack's values by the keys' names of today, and what to write instead of the former ones. */
export function givenNow(given: Readonly<Record<string, string>>, problems: Problems): GivenNow {
    const values = { ...given };
    const warnings: string[] = [];
    const { project } = problems;
    for (const [former, now] of Object.entries(renamed)) {
        const value = values[former];
        if (value === undefined) continue;
        Reflect.deleteProperty(values, former);
        if (given[now] !== undefined && !isDefault(now, given[now])) {
            problems.add(former, `is called ${now} now, and both are given`, {
                expected: "one of the two",
                run: `pulumi config rm ${project}:${former}`,
            });
            continue;
        }
        values[now] = value;
        problems.formerNames.set(now, former);
        const instead = metaOf(now).secret
            ? `pulumi config set --secret ${project}:${now}, pulumi config rm ${project}:${former}`
            : `write ${project}:${now}`;
        warnings.push(`${project}:${former}: is called ${now} now; ${instead}`);
    }
    if (values.offline !== undefined) {
        Reflect.deleteProperty(values, "offline");
        warnings.push(`${project}:offline: has no effect any more; pulumi config rm ${project}:offline`);
    }
    warnings.push(...mountExists(values, project));
    return { values, warnings };
}

/** Vault's owners mount the login method, unless esoLoginCreateMount is set. In version 0.1 the stack did by default. */
function mountExists(values: Record<string, string>, project: string): string[] {
    const former = "operatorLoginMountExists";
    const value = values[former];
    if (value === undefined) return [];
    Reflect.deleteProperty(values, former);
    return [
        value === "true"
            ? `${project}:${former}: is always so now; pulumi config rm ${project}:${former}`
            : `${project}:${former}: is always so now; where this stack is to mount the login method, write ${project}:esoLoginCreateMount: true`,
    ];
}

/** What the project's file gives to every stack. */
function isDefault(key: Key, text: string): boolean {
    const type: z.ZodType = schema.shape[key];
    const value: unknown = type.safeParse(undefined).data;
    return text === "" || text === (typeof value === "string" ? value : JSON.stringify(value));
}
