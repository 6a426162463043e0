import {
    Context,
    CreateRequest,
    CreateResponse,
    DeleteRequest,
    InitializationFailed,
    Properties,
    ReadRequest,
    ReadResponse,
    Resource,
    UpdateRequest,
    UpdateResponse,
} from "../plugin";
import { isSecret, reveal } from "../values";
import { Helm, HelmFailed } from "./helm";
import { Unreachable } from "./kubeconfig";
import { installArgs, uninstallArgs, upgradeArgs } from "./releaseArgs";
import { lookUp, Released } from "./released";
import { checkRelease, ReleaseInputs } from "./releaseInputs";
import { diffRelease, releaseState } from "./releaseState";
import { Settings } from "./settings";
import { noSchema, readUnreachable } from "./unreachable";

export const releaseToken = "kubernetes:helm.sh/v3:Release";

/** Releases of Helm charts, by the helm program. */
export function releaseResource(helm: Helm, settings: Settings): Resource {
    return {
        check: (request) => checkRelease(request, helm),
        diff: diffRelease,
        create: (request, context) => createRelease(helm, request, context),
        read: (request, context) => readRelease(helm, settings, request, context),
        update: (request, context) => updateRelease(helm, request, context),
        delete: (request, context) => deleteRelease(helm, request, context),
    };
}

async function createRelease(
    helm: Helm,
    { properties: inputs, preview }: CreateRequest,
    { signal, log }: Context,
): Promise<CreateResponse> {
    if (preview) return { id: "", properties: releaseState(inputs) };
    const release = reveal(inputs) as ReleaseInputs;
    const { name, namespace } = release;
    const id = `${namespace}/${name}`;
    try {
        await helm.onCluster(installArgs(release, await helm.isHelm3()), { input: values(release), signal });
    } catch (error) {
        const { message } = error as Error;
        refuseUnreachable(error, "create");
        // Nothing is left of one that could not be rendered, or that "atomic" removed again. A name that was taken
        // before is not ours.
        const left = await leftBehind(helm, release, error);
        if (!left || message === "cannot re-use a name that is still in use") throw error;
        log(
            "warning",
            `Helm release "${name}" was created but has a failed status. Use the \`helm\` command to investigate ` +
                `the error, correct it, then retry. Reason: ${message}`,
        );
        const words = `Helm release "${id}" was created, but failed to initialize completely`;
        throw failed(words, id, error, releaseState(inputs, left));
    }
    return { id, properties: releaseState(inputs, await lookUp(helm, release)) };
}

async function readRelease(
    helm: Helm,
    settings: Settings,
    { id, properties: state = {} }: ReadRequest,
    context: Context,
): Promise<ReadResponse> {
    const inputs = inputsOf(state);
    if (!inputs) {
        throw new Error(
            `Helm release "${id}" is in no state yet, and importing one is not served by the lab's adapter for ` +
                "the kubernetes plugin",
        );
    }
    try {
        const found = await lookUp(helm, reveal(state) as ReleaseInputs);
        return found ? { id, properties: releaseState(inputs, found, state), inputs } : {};
    } catch (error) {
        const unreachable = whyUnreachable(error);
        if (!unreachable) throw error;
        readUnreachable(unreachable, settings, context);
        return {};
    }
}

async function updateRelease(
    helm: Helm,
    { id, olds, news: inputs, preview }: UpdateRequest,
    { signal }: Context,
): Promise<UpdateResponse> {
    if (preview) return { properties: releaseState(inputs) };
    const release = reveal(inputs) as ReleaseInputs;
    try {
        await helm.onCluster(upgradeArgs(release, await helm.isHelm3()), { input: values(release), signal });
    } catch (error) {
        refuseUnreachable(error, "update");
        // What could not be rendered, or belongs to another release, makes no revision.
        const { revision = 0 } = (reveal(olds.status) ?? {}) as Partial<Released["status"]>;
        // After the failed revision "atomic" makes one more, which has what was there before.
        const left = await leftBehind(helm, release, error, release.atomic ? revision + 1 : undefined);
        if (!left || left.status.revision === revision) throw error;
        const words = `Helm release "${id}" failed to initialize completely`;
        throw failed(words, id, error, releaseState(inputs, left));
    }
    return { properties: releaseState(inputs, await lookUp(helm, release)) };
}

async function deleteRelease(
    helm: Helm,
    { properties: state }: DeleteRequest,
    { signal, log }: Context,
): Promise<void> {
    const release = reveal(state) as ReleaseInputs;
    try {
        const told = await helm.onCluster(uninstallArgs(release, await helm.isHelm3()), { signal });
        const kept = told.replace(/release ".*" uninstalled\n?$/, "").trim();
        if (kept) log("warning", `Helm uninstall returned information: ${JSON.stringify(kept)}`);
    } catch (error) {
        refuseUnreachable(error, "delete");
        throw error;
    }
}

function inputsOf(state: Properties): Properties | undefined {
    const { __inputs: kept } = state;
    return isSecret(kept) ? (kept.value as Properties) : (kept as Properties | undefined);
}

function values(release: ReleaseInputs): string {
    return JSON.stringify(release.values ?? {});
}

/** The official plugin finds out that there is no cluster before it asks Helm. */
function refuseUnreachable(error: unknown, doing: "create" | "update" | "delete"): void {
    const unreachable = whyUnreachable(error);
    if (!unreachable) return;
    const { message } = unreachable;
    throw new Error(
        doing === "delete"
            ? `can't delete Helm Release with unreachable cluster. Reason: ${JSON.stringify(message)}`
            : `can't ${doing} Helm Release with unreachable cluster: ${message}`,
        { cause: error },
    );
}

function whyUnreachable(error: unknown): Unreachable | undefined {
    if (error instanceof Unreachable) return error;
    const reason = /^Kubernetes cluster unreachable: (.*)$/s.exec((error as Error).message)?.[1];
    return reason === undefined ? undefined : noSchema(reason);
}

async function leftBehind(
    helm: Helm,
    release: ReleaseInputs,
    error: unknown,
    revision?: number,
): Promise<Released | undefined> {
    if (!(error instanceof HelmFailed)) return undefined;
    // A second failure says less than the first.
    return lookUp(helm, release, revision).catch(() => undefined);
}

function failed(words: string, id: string, error: unknown, state: Properties): InitializationFailed {
    const message =
        `${words}. Use Helm CLI to investigate: failed to become available within allocated timeout. ` +
        `Error: Helm Release ${id}: ${(error as Error).message}`;
    return new InitializationFailed(message, [message], id, state);
}
