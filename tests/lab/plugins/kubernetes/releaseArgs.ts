import { localChart, ReleaseInputs } from "./releaseInputs";

/** Arguments of the helm program that have it do what the Helm 3 in the official plugin does. */
export function installArgs(release: ReleaseInputs, isHelm3: boolean): string[] {
    return ["install", ...chartArgs(release), ...applyArgs(isHelm3), ...waitArgs(release, isHelm3)];
}

export function upgradeArgs(release: ReleaseInputs, isHelm3: boolean): string[] {
    const more = [
        // The official plugin keeps every revision.
        ...["--history-max", "0"],
        ...(release.cleanupOnFail ? ["--cleanup-on-fail"] : []),
    ];
    return ["upgrade", ...chartArgs(release), ...applyArgs(isHelm3), ...waitArgs(release, isHelm3), ...more];
}

/** One that is gone is a failure. */
export function uninstallArgs(release: ReleaseInputs, isHelm3: boolean): string[] {
    const { name, namespace, atomic, skipAwait } = release;
    const waits = atomic || !skipAwait;
    return [
        ...["uninstall", name, "--namespace", namespace],
        ...(waits ? [waitArg(isHelm3), ...timeoutArgs(release)] : []),
    ];
}

function chartArgs(release: ReleaseInputs): string[] {
    const { name, namespace, chart, version, repositoryOpts } = release;
    return [
        ...[name, chart, "--namespace", namespace, "--values", "-", ...timeoutArgs(release)],
        // Check gives a folder the version that it has.
        ...(version && !localChart(release) ? ["--version", version] : []),
        ...(repositoryOpts?.repo ? ["--repo", repositoryOpts.repo] : []),
    ];
}

/** Helm 3 works out the changes itself. */
function applyArgs(isHelm3: boolean): string[] {
    return isHelm3 ? [] : ["--server-side=false"];
}

function waitArgs({ atomic, skipAwait }: ReleaseInputs, isHelm3: boolean): string[] {
    const rollback = isHelm3 ? "--atomic" : "--rollback-on-failure";
    return [...(skipAwait && !atomic ? [] : [waitArg(isHelm3)]), ...(atomic ? [rollback] : [])];
}

/**
 * Helm 3 has one way to wait, which later ones call "legacy": a DaemonSet or Deployment is ready while no more of its
 * pods are missing than may be unavailable in an update.
 */
function waitArg(isHelm3: boolean): string {
    return isHelm3 ? "--wait" : "--wait=legacy";
}

function timeoutArgs({ timeout }: ReleaseInputs): string[] {
    return ["--timeout", `${timeout || 300}s`];
}
