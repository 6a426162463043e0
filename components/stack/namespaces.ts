import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../args";
import { Namespaces, NamespaceSettings } from "../namespace";
import { settledValue } from "../settledValue";
import { Problem } from "../validate/problem";

export function namespacesOf({ namespaces = {} }: AlloyStackArgs): Namespaces {
    return {
        agent: "grafana-alloy",
        externalSecrets: "external-secrets",
        nodeExporter: "node-exporter",
        ...namespaces,
    };
}

export function namespaceSettingsOf(args: AlloyStackArgs): NamespaceSettings {
    const { createNamespaces: create = true, namespaceLabels: labels = {}, imageRegistryLogin } = args;
    return { create, labels, ...(imageRegistryLogin && { registryLogin: imageRegistryLogin }) };
}

/** The namespaces' names, known once it is sure that their owners are the same as before. */
export function settledNamespaces(name: string, args: AlloyStackArgs, parent: pulumi.Resource): Namespaces {
    const { agent, externalSecrets, nodeExporter } = namespacesOf(args);
    const same = settledValue(`${name}-create-namespaces`, args.createNamespaces ?? true, otherOwners, {
        parent,
    });
    const named = (one: pulumi.Input<string>) => pulumi.all([one, same]).apply(([given]) => given);
    return {
        agent: named(agent),
        externalSecrets: named(externalSecrets),
        nodeExporter: named(nodeExporter),
    };
}

/** Why namespaces stay whose they were: Kubernetes would not create one that is there, and what is removed is gone with all in it. */
function otherOwners(now: boolean, _before: boolean, stash: string): Problem {
    return {
        path: "createNamespaces",
        found: `is ${now}, and ${now ? "others have made the namespaces" : "the stack has made the namespaces"}`,
        expected: now
            ? `false; or to have the stack make them, remove them and then: pulumi up --replace '${stash}'`
            : `true; or to give them to somebody else, where they stay when the stack is destroyed: pulumi up --replace '${stash}'`,
    };
}
