import { AlloyStackArgs } from "../args";
import { agentResources } from "../pods";
import { affinityProblems } from "./affinity";
import { isDnsLabel, isDnsSubdomain, labelsProblem, tolerationProblem } from "./kubernetes";
import { Found, Problem, shown } from "./problem";
import { amountOf } from "./quantity";
import { storagePathProblem } from "./storagePath";

/** What is wrong with where pods run and what they may use. */
export function podProblems(args: AlloyStackArgs): Problem[] {
    return [
        ...resourceProblems(args),
        ...namespaceProblems(args),
        ...at(
            "storagePath",
            args.storagePath === undefined ? undefined : storagePathProblem(args.storagePath),
        ),
        ...at("namespaceLabels", labelsProblem(args.namespaceLabels ?? {})),
        ...at("nodeSelector", labelsProblem(args.nodeSelector ?? {})),
        ...affinityProblems(args.affinity ?? {}, "affinity"),
        ...at("priorityClassName", priorityClassProblem(args.priorityClassName)),
        ...at("nodeExporterPort", portProblem(args.nodeExporterPort)),
        ...at("journal.path", journalPathProblem(args.journal?.path)),
        ...at("nodeExporterSelector", labelsProblem(args.nodeExporterSelector ?? {})),
        ...(args.tolerations ?? []).flatMap((one, index) =>
            at(`tolerations[${index}]`, tolerationProblem(one)),
        ),
        ...(args.imagePullSecrets ?? []).flatMap((name, index) =>
            at(`imagePullSecrets[${index}]`, isDnsSubdomain(name) ? undefined : wrongName(name, secretRule)),
        ),
    ];
}

const secretRule = 'a Secret\'s name: small letters, digits, "-" and "."';
const namespaceRule = 'small letters, digits and "-", and none of Kubernetes\' own namespaces';

function priorityClassProblem(name: string | undefined): Found | undefined {
    return name === undefined || isDnsSubdomain(name)
        ? undefined
        : wrongName(name, 'a PriorityClass\'s name, such as "system-node-critical"');
}

function portProblem(port: number | undefined): Found | undefined {
    return port === undefined || (Number.isInteger(port) && port > 0 && port < 65536)
        ? undefined
        : { found: `is ${shown(port)}`, expected: "a port from 1 to 65535" };
}

/** Agents see no other folder of the node's logs. */
function journalPathProblem(path: string | undefined): Found | undefined {
    const isInside = path === undefined || /^\/(var|run)\/log(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/.test(path);
    return isInside
        ? undefined
        : { found: `is ${shown(path)}`, expected: 'a folder such as "/var/log/journal"' };
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}

function wrongName(name: string, expected: string): Found {
    return { found: `is ${shown(name)}`, expected };
}

/** Less keeps no agent alive. */
const leastMemory = 64 * 2 ** 20;

function resourceProblems({ agentResources: given = {} }: AlloyStackArgs): Problem[] {
    const { requests, limits } = agentResources(given);
    const places = [
        ["agentResources.requests.cpu", requests.cpu],
        ["agentResources.requests.memory", requests.memory],
        ["agentResources.limits.cpu", limits.cpu],
        ["agentResources.limits.memory", limits.memory],
    ] as const;
    const unreadable = places.flatMap(([path, amount]) =>
        amount === undefined || amountOf(amount) !== undefined
            ? []
            : [{ path, ...wrongName(amount, 'an amount such as "250m" or "512Mi"') }],
    );
    if (unreadable.length > 0) return unreadable;
    return [
        ...exceeds("cpu", requests.cpu, limits.cpu),
        ...exceeds("memory", requests.memory, limits.memory),
        ...((amountOf(limits.memory) ?? 0) >= leastMemory
            ? []
            : [
                  {
                      path: "agentResources.limits.memory",
                      found: `is ${shown(limits.memory)}, which is ${String(amountOf(limits.memory))} bytes`,
                      expected: '64Mi or more: without a unit it is bytes, and "Mi" are mebibytes',
                  },
              ]),
    ];
}

function exceeds(what: "cpu" | "memory", request: string, limit: string | undefined): Problem[] {
    if (limit === undefined || (amountOf(request) ?? 0) <= (amountOf(limit) ?? 0)) return [];
    return [
        {
            path: `agentResources.limits.${what}`,
            found: `is ${shown(limit)}, and ${request} are kept free`,
            expected: "a limit that is not below what is kept free",
        },
    ];
}

/** Each is made by the stack, so none can be made twice, and Kubernetes' own would be removed with it. */
function namespaceProblems({ namespaces = {}, nodeExporterNamespaces = [] }: AlloyStackArgs): Problem[] {
    const ours = {
        agent: "grafana-alloy",
        externalSecrets: "external-secrets",
        nodeExporter: "node-exporter",
        ...namespaces,
    };
    const illegal = Object.entries(ours).flatMap(([which, name]) =>
        typeof name !== "string" || (isDnsLabel(name) && !/^(default$|kube-)/.test(name))
            ? []
            : [{ path: `namespaces.${which}`, ...wrongName(name, namespaceRule) }],
    );
    const others = nodeExporterNamespaces.flatMap((name, index) =>
        isDnsLabel(name)
            ? []
            : [{ path: `nodeExporterNamespaces[${index}]`, ...wrongName(name, "a namespace's name") }],
    );
    const names = Object.values(ours);
    const twice = names.find((name, index) => typeof name === "string" && names.indexOf(name) < index);
    const repeated =
        twice === undefined
            ? []
            : [
                  {
                      path: "namespaces",
                      found: `${shown(twice)} is there twice`,
                      expected: "a namespace for each of the three",
                  },
              ];
    return [...illegal, ...others, ...repeated];
}
