import { AlloyStackArgs } from "../args";
import { agentResources, memoryBytes } from "../pods";
import { Problem, shown } from "./problem";

/** What is wrong with where pods run and what they may use. */
export function podProblems(args: AlloyStackArgs): Problem[] {
    return [...resourceProblems(args), ...namespaceProblems(args), ...storageProblems(args)];
}

export const storagePathRule = 'an absolute path of letters, digits, ".", "_" and "-"';

export function isStoragePath(path: string): boolean {
    return /^(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/.test(path);
}

function storageProblems({ storagePath }: AlloyStackArgs): Problem[] {
    if (storagePath === undefined || isStoragePath(storagePath)) return [];
    return [{ path: "storagePath", found: `is ${shown(storagePath)}`, expected: storagePathRule }];
}

function resourceProblems(args: AlloyStackArgs): Problem[] {
    const { requests, limits } = agentResources(args.agentResources ?? {});
    if (memoryBytes(requests.memory) <= memoryBytes(limits.memory)) return [];
    return [
        {
            path: "agentResources",
            found: `keeps ${requests.memory} free, and limits memory to ${limits.memory}`,
            expected: "a limit that is not below what is kept free",
        },
    ];
}

/** Each is made by the stack, so none can be made twice. */
function namespaceProblems({ namespaces = {} }: AlloyStackArgs): Problem[] {
    const names = Object.values({
        agent: "grafana-alloy",
        externalSecrets: "external-secrets",
        nodeExporter: "node-exporter",
        ...namespaces,
    });
    const twice = names.find((name, index) => typeof name === "string" && names.indexOf(name) < index);
    if (twice === undefined) return [];
    return [
        {
            path: "namespaces",
            found: `${shown(twice)} is there twice`,
            expected: "a namespace for each of the three",
        },
    ];
}
