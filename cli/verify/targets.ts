import { FoundMonitor, readMonitors, readTargets, ScrapeTarget } from "./agentApi";
import { blockNodeLabel, nodeExporterLabel } from "./agents";
import { DownTarget } from "./metrics";
import { Module } from "./queries";
import { Look, Situation } from "./situation";

/** What a module scrapes with, and whom it scrapes. */
interface Scraping {
    components: string[];
    jobs: RegExp;
    /** The Services that its ServiceMonitor leads to, and what to do if there is none. */
    services?: { label: string; advice: string };
}

const scraping: Partial<Record<Module, Scraping>> = {
    "agent-metrics": { components: ["prometheus.scrape.alloy"], jobs: /^alloy$/ },
    kubelet: {
        components: ["prometheus.scrape.kubelet", "prometheus.scrape.cadvisor"],
        jobs: /^integrations\/kubernetes\/(kubelet|cadvisor)$/,
    },
    "node-exporter": {
        components: ["prometheus.operator.servicemonitors.node_exporter"],
        jobs: /node-exporter/,
        services: {
            label: nodeExporterLabel,
            advice: "pulumi up --refresh creates the stack's own again; for one that you have, see alloy-stack:nodeExporterSelector",
        },
    },
    "block-node": {
        components: ["prometheus.operator.servicemonitors.block_node_server"],
        jobs: /block-node/,
        services: {
            label: blockNodeLabel,
            advice: "install the block node, or set alloy-stack:monitorBlockNode: false",
        },
    },
};

const crd = "servicemonitors.monitoring.coreos.com";

/** Why a module has nothing to send: what it scrapes does not answer, or there is nothing that it could scrape. */
export async function targetCauses(
    module: Module,
    looks: Look[],
    situation: Situation,
    down: DownTarget[],
): Promise<string[]> {
    const scraped = scraping[module];
    if (!scraped) return [];
    const { agents } = situation;
    if (scraped.services && !(await agents.hasCrd(crd))) {
        return [`${module}: the cluster lacks the CRD ${crd}: set alloy-stack:monitoringCrds: install`];
    }
    const answers = await Promise.all(
        looks.flatMap(({ pod }) =>
            scraped.components.map((id) =>
                // A component that is not there yet: said elsewhere.
                agents.ask(pod.name, `api/v0/web/components/${id}`).catch(() => ""),
            ),
        ),
    );
    const targets = answers.flatMap(readTargets);
    const silent = targets.filter(({ health }) => health === "down");
    if (silent.length > 0) {
        return silent
            .slice(0, 3)
            .map(
                (target) =>
                    `${module}: ${target.url} does not answer the agent: ${target.lastError || "no reason given"}; ${advice(module, target)}`,
            );
    }
    if (targets.length === 0 && scraped.services) {
        return noTarget(module, scraped.services, answers.flatMap(readMonitors), situation);
    }
    return down
        .filter(({ job }) => scraped.jobs.test(job))
        .slice(0, 3)
        .map(({ job, instance }) => `${module}: ${instance} (${job}) does not answer the agent: up is 0`);
}

async function noTarget(
    module: Module,
    { label, advice: advised }: NonNullable<Scraping["services"]>,
    monitors: FoundMonitor[],
    { agents }: Situation,
): Promise<string[]> {
    const unusable = monitors.filter(({ error }) => error);
    if (unusable.length > 0) {
        return unusable.map(({ name, error }) => `${module}: ServiceMonitor ${name} can't be used: ${error}`);
    }
    const services = await agents.services(label);
    if (services.length === 0) return [`${module}: no Service is labelled ${label}: ${advised}`];
    if (monitors.length === 0) {
        return [
            `${module}: the agents have found no ServiceMonitor for ${services.join(", ")}: see kubectl get servicemonitors --all-namespaces --show-labels; pulumi up --refresh creates the stack's own again`,
        ];
    }
    return [
        `${module}: Service ${services.join(", ")} has no pod with a port "metrics" behind it: see kubectl get endpointslices --all-namespaces`,
    ];
}

function advice(module: Module, { lastError }: ScrapeTarget): string {
    if (/x509|certificate/.test(lastError) && module === "kubelet") {
        return "kubelets that sign their own certificates need alloy-stack:checkKubeletCertificates: false";
    }
    if (/\b40[13]\b/.test(lastError)) {
        return "the agent's account may not read it: pulumi up --refresh corrects its ClusterRole";
    }
    return "is it running, and does a firewall or a NetworkPolicy keep the agent from it?";
}
