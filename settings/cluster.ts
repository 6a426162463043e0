import { AlloyStackArgs, NodeExporterArgs } from "../components/args";
import { memoryBytes, Toleration } from "../components/pods";
import { Problems } from "./problems";
import { StackValues } from "./schema";

type InCluster = Pick<
    AlloyStackArgs,
    "agentResources" | "cluster" | "installExternalSecrets" | "installMonitoringCrds" | "namespaces" | "pods"
>;

/** What is installed in the cluster, where, and how its pods are placed. */
export function readCluster(values: StackValues, problems: Problems): InCluster {
    refuseSameNamespace(values, problems);
    const { requests, limits } = values.agentResources;
    if (memoryBytes(requests.memory) > memoryBytes(limits.memory)) {
        problems.add(
            "agentResources",
            `keeps ${requests.memory} free, and limits memory to ${limits.memory}`,
            {
                expected: "a limit that is not below what is kept free",
            },
        );
    }
    return {
        cluster: {
            ...(values.kubeconfig && { kubeconfig: values.kubeconfig }),
            ...(values.context && { context: values.context }),
        },
        installExternalSecrets: values.externalSecrets === "install",
        installMonitoringCrds: values.monitoringCrds === "install",
        namespaces: values.namespaces,
        pods: {
            // What is not given is left out rather than undefined: it was JSON.
            tolerations: values.tolerations as Toleration[],
            imagePullSecrets: values.imagePullSecrets,
            ...(values.imageMirror && { imageMirror: values.imageMirror }),
        },
        agentResources: values.agentResources as AlloyStackArgs["agentResources"],
    };
}

/** Each is made by the stack, so none can be made twice. */
function refuseSameNamespace({ namespaces }: StackValues, problems: Problems): void {
    const names = Object.values(namespaces);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice === undefined) return;
    problems.add("namespaces", `"${twice}" is there twice`, {
        expected: "a namespace for each of the three",
    });
}

/** Where the nodes' own metrics come from. */
export function readNodeExporter(values: StackValues, problems: Problems): NodeExporterArgs {
    const { nodeExporter: which, nodeExporterSelector: selector } = values;
    const given = Object.keys(selector).length > 0;
    if (given && which === "install" && !problems.has("nodeExporter")) {
        problems.add("nodeExporterSelector", "is given, and the stack brings a node exporter of its own", {
            expected: "one of the two",
            write: `${problems.project}:nodeExporter: existing`,
        });
    }
    return {
        install: which === "install",
        selector: given ? selector : { "app.kubernetes.io/name": "node-exporter" },
    };
}
