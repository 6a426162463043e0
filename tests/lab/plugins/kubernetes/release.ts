import {
    Context,
    CreateRequest,
    CreateResponse,
    DeleteRequest,
    DiffRequest,
    DiffResponse,
    InitializationFailed,
    Properties,
    ReadRequest,
    ReadResponse,
    Resource,
    UpdateRequest,
    UpdateResponse,
} from "../plugin";
import { reveal, secret, unknownValue } from "../values";
import { differences, diffResponse } from "./diff";
import { helm, HelmFailed } from "./helm";
import { lookUp, Released } from "./released";
import { checkRelease, localChart, ReleaseInputs } from "./releaseInputs";
import { Settings } from "./settings";

export const releaseToken = "kubernetes:helm.sh/v3:Release";

/** Releases of Helm charts, by the helm program. */
export function releaseResource(settings: Settings): Resource {
    return {
        check: checkRelease,
        diff: diffRelease,
        create: (request, context) => createRelease(settings, request, context),
        read: (request) => readRelease(settings, request),
        update: (request, context) => updateRelease(settings, request, context),
        delete: (request, context) => deleteRelease(settings, request, context),
    };
}

/** Inputs are compared with inputs: what became of the objects of a release is not looked at. */
function diffRelease({ olds, news }: DiffRequest): DiffResponse {
    const found = differences(reveal(olds.__inputs ?? {}), reveal(news));
    if (found.length === 0) return { changes: "DIFF_NONE" };
    const diffs = [...new Set(found.map(({ keys: [key] }) => String(key)))];
    return { ...diffResponse(found, [["name"], ["namespace"]]), diffs };
}

async function createRelease(
    settings: Settings,
    { properties: inputs, preview }: CreateRequest,
    context: Context,
): Promise<CreateResponse> {
    if (preview) return { id: "", properties: stateOf(inputs) };
    const release = reveal(inputs) as ReleaseInputs;
    const id = `${release.namespace}/${release.name}`;
    try {
        await helm(settings, installation("install", release), {
            input: values(release),
            signal: context.signal,
        });
    } catch (error) {
        // Nothing is left of one that could not be rendered, or that "atomic" removed again. A name that was taken
        // before is not ours.
        const left = await leftBehind(settings, release, error);
        if (!left || /cannot re-?use a name/.test((error as Error).message)) throw error;
        context.log(
            "warning",
            `Helm release "${release.name}" was created but has the status "${left.status.status}"`,
        );
        const message =
            `Helm release "${id}" was created, but failed to initialize completely. ` +
            `Use Helm CLI to investigate.: ${notAvailable(id, error as Error)}`;
        throw new InitializationFailed(message, [message], id, stateOf(inputs, left), inputs);
    }
    return { id, properties: stateOf(inputs, await lookUp(settings, release)) };
}

async function readRelease(
    settings: Settings,
    { id, properties: state = {}, inputs = {} }: ReadRequest,
): Promise<ReadResponse> {
    const known = reveal(state.__inputs) as ReleaseInputs | undefined;
    if (!known) {
        throw new Error(
            `Helm release "${id}" is in no state yet, and importing one is not served by the lab's adapter for ` +
                "the kubernetes plugin",
        );
    }
    const found = await lookUp(settings, known);
    return found ? { id, properties: stateOf(inputs, found), inputs } : {};
}

async function updateRelease(
    settings: Settings,
    { id, olds, news: inputs, preview }: UpdateRequest,
    { signal }: Context,
): Promise<UpdateResponse> {
    if (preview) return { properties: stateOf(inputs) };
    const release = reveal(inputs) as ReleaseInputs;
    try {
        await helm(settings, installation("upgrade", release), { input: values(release), signal });
    } catch (error) {
        // What could not be rendered makes no revision.
        const left = await leftBehind(settings, release, error);
        const { revision } = (reveal(olds.status) ?? {}) as Partial<Released["status"]>;
        if (!left || left.status.revision === revision) throw error;
        const message =
            `Helm release "${id}" failed to initialize completely. Use Helm CLI to investigate.: ` +
            `error running update: ${notAvailable(id, error as Error)}`;
        throw new InitializationFailed(message, [message], id, stateOf(inputs, left), inputs);
    }
    return { properties: stateOf(inputs, await lookUp(settings, release)) };
}

async function deleteRelease(
    settings: Settings,
    { properties: state }: DeleteRequest,
    { signal }: Context,
): Promise<void> {
    const release = reveal(state) as ReleaseInputs;
    const wait = release.atomic || !release.skipAwait ? ["--wait", ...timeout(release)] : [];
    const args = ["uninstall", release.name, "--namespace", release.namespace, "--ignore-not-found", ...wait];
    await helm(settings, args, { signal });
}

function installation(verb: "install" | "upgrade", release: ReleaseInputs): string[] {
    const { name, namespace, chart, version, repositoryOpts, atomic, skipAwait } = release;
    return [
        ...[verb, name, chart, "--namespace", namespace, "--values", "-", ...timeout(release)],
        // Check gives a folder the version that it has.
        ...(version && !localChart(release) ? ["--version", version] : []),
        ...(repositoryOpts?.repo ? ["--repo", repositoryOpts.repo] : []),
        ...(skipAwait ? [] : ["--wait"]),
        // Helm 4 calls it --rollback-on-failure and still takes this.
        ...(atomic ? ["--atomic"] : []),
    ];
}

function timeout({ timeout: seconds }: ReleaseInputs): string[] {
    return ["--timeout", `${seconds ?? 300}s`];
}

function values(release: ReleaseInputs): string {
    return JSON.stringify(release.values ?? {});
}

async function leftBehind(
    settings: Settings,
    release: ReleaseInputs,
    error: unknown,
): Promise<Released | undefined> {
    if (!(error instanceof HelmFailed)) return undefined;
    // A second failure says less than the first.
    return lookUp(settings, release).catch(() => undefined);
}

function notAvailable(id: string, error: Error): string {
    return `failed to become available within allocated timeout. Error: Helm Release ${id}: ${error.message}`;
}

/** What is known of the release stands beside its inputs; the inputs as a whole are kept as a secret. */
function stateOf(inputs: Properties, found?: Released): Properties {
    const outputs = found ?? { resourceNames: unknownValue, status: unknownValue };
    return { ...inputs, ...outputs, __inputs: secret(inputs) };
}
