import { createHash } from "node:crypto";
import * as os from "node:os";
import * as path from "node:path";

/** The repository this lab belongs to. */
export const repository = path.resolve(__dirname, "../..");

/**
 * Tools, charts and images the lab has made. Survives `lab down`; deleting it costs an hour, nothing else.
 * Defaults to `~/.cache/alloy-stack`; moved by XDG_CACHE_HOME.
 */
export const cache = path.join(
    process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"),
    "alloy-stack",
);

/** Go's own caches while tools are being compiled: removed once every tool exists. */
export const goCaches = path.join(cache, "go");

/**
 * The running lab: certificates, etcd's data, containers, logs, passphrase. Removed by `lab down`.
 * Defaults to `~/.local/state/alloy-stack/lab`; moved by XDG_STATE_HOME.
 */
export const state = path.join(
    process.env.XDG_STATE_HOME || path.join(os.homedir(), ".local", "state"),
    "alloy-stack",
    "lab",
);

/** Every command of the toolchain, by name: what the lab's daemons and the smoke have first on their PATH. */
export const bin = path.join(state, "bin");

/** How to reach the cluster, as administrator. */
export const kubeconfig = path.join(state, "kubeconfig");

/** Stack configuration that makes the program use the lab's charts, images and addresses. */
export const overrides = path.join(state, "overrides.yaml");

/** The Pulumi project of what is deployed to the lab. */
export const project = path.join(state, "project");

/** Where Pulumi keeps the state of that. */
export const backend = path.join(state, "backend");

/** What the state of stacks deployed on the lab is encrypted with. */
export const passphrase = path.join(state, "passphrase");

/** Sockets and other things that must not outlive a reboot; each state has its own. */
export const run = path.join(
    "/run",
    `alloy-stack-${createHash("sha256").update(state).digest("hex").slice(0, 8)}`,
);
