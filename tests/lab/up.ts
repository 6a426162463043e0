import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { Listr } from "listr2";
import { stringify } from "yaml";

import { applyBlockNode, removeBlockNode } from "./fixtures/blockNode";
import { ensureRunning, requireRunning } from "./host/daemon";
import { ensureDocker } from "./host/docker";
import { ensureJournald } from "./host/journald";
import { ensureJournalFixture, stopJournalFixture } from "./host/journalFixture";
import { Image, prepareImages } from "./images/images";
import { loadIntoContainerd, loadIntoDocker } from "./images/load";
import { nodeIp, podBridge } from "./node/addresses";
import { ensureCertificates } from "./node/certificates";
import { containerd } from "./node/containerd";
import { controlPlane } from "./node/controlPlane";
import { allowForwarding } from "./node/forwarding";
import { kubeconfigOf } from "./node/kubeconfig";
import { nameServer, publishNameServer } from "./node/nameServer";
import { rememberNetwork } from "./node/network";
import { firstNode } from "./node/nodes";
import { agentFolder, prepareMachine } from "./node/machine";
import { hasSecondNode, runsSecondNode, stopSecondNode } from "./node/second";
import { untilPodsAreTrue } from "./node/pods";
import { worker } from "./node/worker";
import { linkAdapters } from "./plugins/adapters";
import { bin, kubeconfig, overrides, passphrase, state } from "./paths";
import { Problem } from "./problem";
import { makeProject } from "./project";
import { rendering } from "./progress";
import { checkRequirements } from "./requirements";
import { charts } from "./toolchain/charts";
import { Commands, prepareToolchain } from "./toolchain/toolchain";

export interface UpOptions {
    /** A kubeconfig of somebody's own cluster: none is started then. */
    kubeconfig?: string;
}

/**
 * Start whatever of the lab isn't running. What runs already is left as it is; LAB_FIXTURES=off takes away what only
 * gives the agent something to collect (the block node, the journal's lines).
 */
export async function up({ kubeconfig: theirs }: UpOptions): Promise<void> {
    if (theirs && !fs.existsSync(theirs))
        throw new Problem(`there is no file ${theirs}`, "Name a kubeconfig that exists");
    await checkRequirements({ cluster: !theirs });
    const fixtures = process.env.LAB_FIXTURES !== "off";

    const commands = await prepareToolchain();
    linkCommands(commands);
    linkAdapters();
    let images: Image[] = [];
    await new Listr(
        [
            {
                title: "Images",
                task: async () => {
                    images = await prepareImages(commands);
                },
            },
            { title: "Certificates and passphrase", task: ensureSecrets },
            { title: "Journal", task: ownership(() => journal(fixtures)) },
            { title: "Network as it is now", task: rememberNetwork },
            { title: "Docker engine", task: ownership(ensureDocker) },
            { title: "Docker's images", task: () => loadIntoDocker(images) },
            {
                title: theirs ? `Cluster: yours, ${theirs}` : "Cluster",
                task: (_, task) => {
                    if (!theirs) return task.newListr(clusterTasks(commands, () => images, fixtures));
                    useCluster(theirs);
                    return undefined;
                },
            },
            {
                title: "Stack configuration for this lab",
                task: async () => {
                    writeOverrides(images, !theirs);
                    await makeProject();
                },
            },
            {
                title: "Second node of a test, which died: take it away",
                enabled: () => hasSecondNode() && !runsSecondNode(),
                task: stopSecondNode,
            },
            { title: "All of it still runs", task: requireRunning },
        ],
        rendering,
    ).run();
}

/** The cluster's parts, one after the other: each is ready before the next is started. */
function clusterTasks(commands: Commands, images: () => Image[], fixtures: boolean) {
    const reference = (wanted: string) => images().find(({ name }) => name === wanted)?.reference ?? "";
    const plugins = path.dirname(commands.bridge ?? "");
    const node = firstNode();
    kubeconfigOf("administrator");
    return [
        { title: "Root file system", task: prepareMachine },
        { title: "Pods reach each other", task: () => allowForwarding(podBridge) },
        { title: "containerd", task: () => ensureRunning(containerd(node, reference("pause"), plugins)) },
        { title: "containerd's images", task: () => loadIntoContainerd(node, images()) },
        ...[...controlPlane(), ...worker(node), nameServer()].map((daemon) => ({
            title: daemon.name,
            task: () => ensureRunning(daemon),
        })),
        { title: "Pods that were there before", task: () => untilPodsAreTrue(node) },
        { title: "Name server's address for pods", task: publishNameServer },
        {
            title: "Block node, of which there is only what an agent sees",
            task: () => (fixtures ? applyBlockNode(reference("block-node")) : removeBlockNode()),
        },
    ];
}

/** The journal, and in one of our own the lines that a node's services would write. Returns whether it is. */
async function journal(fixtures: boolean): Promise<boolean> {
    const ours = await ensureJournald();
    if (ours && fixtures) await ensureJournalFixture();
    else await stopJournalFixture();
    return ours;
}

/** A folder that holds every command of the toolchain, wherever each of them comes from. */
function linkCommands(commands: Commands): void {
    fs.mkdirSync(bin, { recursive: true });
    for (const [name, file] of Object.entries(commands)) {
        const link = path.join(bin, name);
        fs.rmSync(link, { force: true });
        fs.symlinkSync(file, link);
    }
}

/** Certificates for the node, and the passphrase for stacks that are deployed on it. */
async function ensureSecrets(): Promise<void> {
    fs.chmodSync(state, 0o700);
    await ensureCertificates();
    if (!fs.existsSync(passphrase))
        fs.writeFileSync(passphrase, randomBytes(24).toString("hex"), { mode: 0o600 });
}

function useCluster(theirs: string): void {
    fs.rmSync(kubeconfig, { force: true });
    fs.symlinkSync(path.resolve(theirs), kubeconfig);
}

/** The lab's own images and charts take the place of the released ones; a cluster of yours gets the released ones. */
function writeOverrides(images: Image[], cluster: boolean): void {
    const reference = (name: string) => images.find((image) => image.name === name)?.reference ?? "";
    const inDocker = {
        vault: reference("vault"),
        prometheus: reference("prometheus"),
        victoriaLogs: reference("victoria-logs"),
    };
    const inCluster = {
        externalSecrets: reference("external-secrets"),
        alloy: reference("alloy"),
        configReloader: reference("config-reloader"),
        nodeExporter: reference("node-exporter"),
    };
    const config = {
        "alloy-stack:nodeIp": nodeIp(),
        // Grafana cannot be had from package registries, and Loki's licence keeps it out of what is built here.
        "alloy-stack:devServers": ["prometheus", "victorialogs"],
        "alloy-stack:lokiRemotes": ["local:http://$NODE_IP:3100/insert/loki/api/v1/push:admin"],
        "alloy-stack:images": { ...inDocker, ...(cluster && inCluster) },
        ...(cluster && {
            "alloy-stack:charts": {
                externalSecrets: { chart: charts.externalSecrets },
                alloy: { chart: charts.alloy },
                monitoringCrds: { chart: charts.monitoringCrds },
            },
            // The lab's kubelet has a certificate of the cluster's authority.
            "alloy-stack:checkKubeletCertificates": true,
            "alloy-stack:storagePath": agentFolder,
        }),
    };
    fs.writeFileSync(overrides, stringify({ config }));
}

function ownership(ensure: () => Promise<boolean>) {
    return async (_: unknown, task: { title: string }) => {
        task.title += (await ensure()) ? " (the lab's own)" : " (this machine's)";
    };
}
