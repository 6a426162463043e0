import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { Listr } from "listr2";
import { stringify } from "yaml";

import { ensureRunning, requireRunning } from "./host/daemon";
import { ensureDocker } from "./host/docker";
import { ensureJournald } from "./host/journald";
import { Image, prepareImages } from "./images/images";
import { loadIntoContainerd, loadIntoDocker } from "./images/load";
import { nodeIp } from "./node/addresses";
import { ensureCertificates } from "./node/certificates";
import { containerd } from "./node/containerd";
import { controlPlane } from "./node/controlPlane";
import { kubeconfigOf } from "./node/kubeconfig";
import { rememberNetwork } from "./node/network";
import { worker } from "./node/worker";
import { linkStandIns } from "./plugins/standIns";
import { bin, kubeconfig, overrides, passphrase, state } from "./paths";
import { Problem } from "./problem";
import { rendering } from "./progress";
import { checkRequirements } from "./requirements";
import { charts } from "./toolchain/charts";
import { Commands, prepareToolchain } from "./toolchain/toolchain";

export interface UpOptions {
    /** A kubeconfig of somebody's own cluster: none is started then. */
    kubeconfig?: string;
}

/** Start whatever of the lab isn't running. What runs already is left as it is. */
export async function up({ kubeconfig: theirs }: UpOptions): Promise<void> {
    if (theirs && !fs.existsSync(theirs))
        throw new Problem(`there is no file ${theirs}`, "Name a kubeconfig that exists");
    await checkRequirements({ cluster: !theirs });

    const commands = await prepareToolchain();
    linkCommands(commands);
    linkStandIns();
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
            { title: "Journal", task: ownership(ensureJournald) },
            { title: "Network as it is now", task: rememberNetwork },
            { title: "Docker engine", task: ownership(ensureDocker) },
            { title: "Docker's images", task: () => loadIntoDocker(images) },
            {
                title: theirs ? `Cluster: yours, ${theirs}` : "Cluster",
                task: (_, task) => {
                    if (!theirs) return task.newListr(clusterTasks(commands, () => images));
                    useCluster(theirs);
                    return undefined;
                },
            },
            {
                title: "Stack configuration for this lab",
                task: () => {
                    writeOverrides(images, !theirs);
                },
            },
            { title: "All of it still runs", task: requireRunning },
        ],
        rendering,
    ).run();
}

/** The cluster's parts, one after the other: each is ready before the next is started. */
function clusterTasks(commands: Commands, images: () => Image[]) {
    const pause = () => images().find(({ name }) => name === "pause")?.reference ?? "";
    const plugins = path.dirname(commands.bridge ?? "");
    kubeconfigOf("administrator");
    return [
        { title: "containerd", task: () => ensureRunning(containerd(pause(), plugins)) },
        { title: "containerd's images", task: () => loadIntoContainerd(images()) },
        ...[...controlPlane(), ...worker()].map((daemon) => ({
            title: daemon.name,
            task: () => ensureRunning(daemon),
        })),
    ];
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
    const inDocker = { vault: reference("vault"), prometheus: reference("prometheus") };
    const inCluster = {
        externalSecrets: reference("external-secrets"),
        alloy: reference("alloy"),
        configReloader: reference("config-reloader"),
    };
    const config = {
        "alloy-stack:nodeIp": nodeIp(),
        "alloy-stack:images": { ...inDocker, ...(cluster && inCluster) },
        ...(cluster && {
            "alloy-stack:charts": {
                externalSecrets: { chart: charts.externalSecrets },
                alloy: { chart: charts.alloy },
            },
        }),
    };
    fs.writeFileSync(overrides, stringify({ config }));
}

function ownership(ensure: () => Promise<boolean>) {
    return async (_: unknown, task: { title: string }) => {
        task.title += (await ensure()) ? " (the lab's own)" : " (this machine's)";
    };
}
