import { setMaxListeners } from "node:events";

import * as grpc from "@grpc/grpc-js";
import * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as plugins from "@pulumi/pulumi/proto/plugin_pb";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import * as statuses from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { Context, DiffKind, DiffResponse, InitializationFailed, Plugin, Properties, Subject } from "./plugin";

/** An engine that is killed asks no plugin to end. What is under way ends with it, as in the official plugins. */
function endWithTheEngine(interrupted: AbortController): void {
    const engine = process.ppid;
    const watch = () => {
        if (process.ppid === engine) return;
        interrupted.abort(new Error("the engine is gone"));
        setTimeout(() => process.exit(1), 500);
    };
    setInterval(watch, 500).unref();
}

/** Serve a plugin the way the engine expects: it starts this process, reads the port, and calls. */
export function servePlugin(plugin: Plugin): void {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    const interrupted = new AbortController();
    setMaxListeners(0, interrupted.signal); // One for each resource that is being waited for.
    const engineAddress = process.argv.slice(2).find((arg) => !arg.startsWith("-"));
    endWithTheEngine(interrupted);
    const context = (urn: string): Context => ({
        signal: interrupted.signal,
        log: logger(engineAddress, urn),
    });
    const resource = (subject: Subject) => plugin.resource(subject.type);

    server.addService(services.ResourceProviderService, {
        getPluginInfo: answer<Empty, plugins.PluginInfo>(() =>
            new plugins.PluginInfo().setVersion(plugin.version),
        ),
        checkConfig: answer<messages.CheckRequest, messages.CheckResponse>((request) =>
            new messages.CheckResponse().setInputs(struct(plugin.checkConfig(properties(request.getNews())))),
        ),
        diffConfig: answer<messages.DiffRequest, messages.DiffResponse>((request) => {
            const { changes = "DIFF_UNKNOWN", ...more } = plugin.diffConfig({
                olds: properties(request.getOlds()),
                news: properties(request.getNews()),
            });
            return diffResponse({ changes, ...more });
        }),
        configure: answer<messages.ConfigureRequest, messages.ConfigureResponse>(async (request) => {
            const can = await plugin.configure(properties(request.getArgs()));
            return new messages.ConfigureResponse()
                .setAcceptsecrets(can.acceptSecrets ?? false)
                .setSupportspreview(can.supportsPreview ?? false)
                .setAcceptresources(can.acceptResources ?? false)
                .setSupportsAutonamingConfiguration(can.supportsAutonamingConfiguration ?? false);
        }),
        check: answer<messages.CheckRequest, messages.CheckResponse>(async (request) => {
            const subject = subjectOf(request);
            const { inputs, failures = [] } = await resource(subject).check({
                ...subject,
                olds: properties(request.getOlds()),
                news: properties(request.getNews()),
            });
            const response = new messages.CheckResponse().setFailuresList(
                failures.map(({ property = "", reason }) =>
                    new messages.CheckFailure().setProperty(property).setReason(reason),
                ),
            );
            return inputs ? response.setInputs(struct(inputs)) : response;
        }),
        diff: answer<messages.DiffRequest, messages.DiffResponse>(async (request) => {
            const subject = subjectOf(request);
            const diff = await resource(subject).diff({
                ...subject,
                id: request.getId(),
                olds: properties(request.getOlds()),
                oldInputs: properties(request.getOldInputs()),
                news: properties(request.getNews()),
                ignoreChanges: request.getIgnorechangesList(),
            });
            return diffResponse(diff);
        }),
        create: answer<messages.CreateRequest, messages.CreateResponse>(async (request) => {
            const subject = subjectOf(request);
            const { id, properties: state } = await resource(subject).create(
                {
                    ...subject,
                    properties: properties(request.getProperties()),
                    ...timing(request),
                    preview: request.getPreview(),
                },
                context(subject.urn),
            );
            return new messages.CreateResponse().setId(id).setProperties(struct(state));
        }),
        read: answer<messages.ReadRequest, messages.ReadResponse>(async (request) => {
            const subject = subjectOf(request);
            const found = await resource(subject).read(
                {
                    ...subject,
                    id: request.getId(),
                    properties: properties(request.getProperties()),
                    inputs: properties(request.getInputs()),
                },
                context(subject.urn),
            );
            const response = new messages.ReadResponse().setId(found.id ?? "");
            if (found.properties) response.setProperties(struct(found.properties));
            if (found.inputs) response.setInputs(struct(found.inputs));
            return response;
        }),
        update: answer<messages.UpdateRequest, messages.UpdateResponse>(async (request) => {
            const subject = subjectOf(request);
            const { properties: state } = await resource(subject).update(
                {
                    ...subject,
                    id: request.getId(),
                    olds: properties(request.getOlds()),
                    oldInputs: properties(request.getOldInputs()),
                    news: properties(request.getNews()),
                    ...timing(request),
                    preview: request.getPreview(),
                    ignoreChanges: request.getIgnorechangesList(),
                },
                context(subject.urn),
            );
            return new messages.UpdateResponse().setProperties(struct(state));
        }),
        delete: answer<messages.DeleteRequest, Empty>(async (request) => {
            const subject = subjectOf(request);
            await resource(subject).delete(
                {
                    ...subject,
                    id: request.getId(),
                    properties: properties(request.getProperties()),
                    oldInputs: properties(request.getOldInputs()),
                    ...timing(request),
                },
                context(subject.urn),
            );
            return new Empty();
        }),
        invoke: answer<messages.InvokeRequest, messages.InvokeResponse>(async (request) => {
            const token = request.getTok();
            if (!plugin.invoke) throw new Error(`the ${plugin.name} adapter does not serve ${token}`);
            const result = await plugin.invoke(token, properties(request.getArgs()));
            return new messages.InvokeResponse().setReturn(struct(result));
        }),
        cancel: answer<Empty, Empty>(() => {
            interrupted.abort(new Error("interrupted"));
            return new Empty();
        }),
    });

    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) throw error;
        process.stdout.write(`${port}\n`);
    });
}

type Handler<Request, Response> = (
    call: { request: Request },
    callback: (error: Partial<grpc.ServiceError> | null, response?: Response) => void,
) => void;

function answer<Request, Response>(
    work: (request: Request) => Response | Promise<Response>,
): Handler<Request, Response> {
    return ({ request }, callback) => {
        Promise.resolve()
            .then(() => work(request))
            .then(
                (response) => {
                    callback(null, response);
                },
                (error: unknown) => {
                    callback(asStatus(error));
                },
            );
    };
}

/** gRPC has no place for the state of a resource that isn't ready but the details of the error. */
function asStatus(error: unknown): Partial<grpc.ServiceError> {
    const message = error instanceof Error ? error.message : String(error);
    const metadata = new grpc.Metadata();
    if (error instanceof InitializationFailed) {
        const failure = new messages.ErrorResourceInitFailed()
            .setId(error.id)
            .setProperties(struct(error.properties))
            .setInputs(struct(error.inputs))
            .setReasonsList(error.reasons);
        const details = new Any();
        details.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const packed = new statuses.Status();
        packed.setCode(grpc.status.UNKNOWN);
        packed.setMessage(message);
        packed.addDetails(details);
        metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
    }
    return { code: grpc.status.UNKNOWN, details: message, metadata };
}

function diffResponse(
    diff: Omit<DiffResponse, "changes"> & { changes: DiffResponse["changes"] | "DIFF_UNKNOWN" },
): messages.DiffResponse {
    const response = new messages.DiffResponse()
        .setChanges(messages.DiffResponse.DiffChanges[diff.changes])
        .setReplacesList(diff.replaces ?? [])
        .setStablesList(diff.stables ?? [])
        .setDiffsList(diff.diffs ?? [])
        .setHasdetaileddiff(diff.hasDetailedDiff ?? false)
        .setDeletebeforereplace(diff.deleteBeforeReplace ?? false);
    for (const [path, { kind = "ADD", inputDiff = false }] of Object.entries(diff.detailedDiff ?? {})) {
        const kinds: Record<DiffKind, messages.PropertyDiff.Kind> = messages.PropertyDiff.Kind;
        response
            .getDetaileddiffMap()
            .set(path, new messages.PropertyDiff().setKind(kinds[kind]).setInputdiff(inputDiff));
    }
    return response;
}

/** Engines before 3.168 gave the URN alone; the type stands in it. */
function subjectOf(request: { getUrn(): string; getName(): string; getType(): string }): Subject {
    const urn = request.getUrn();
    const [, , qualified = "", name = ""] = urn.split("::");
    return {
        urn,
        name: request.getName() || name,
        type: request.getType() || (qualified.split("$").at(-1) ?? ""),
    };
}

function timing(request: { getTimeout(): number }): { timeout?: number } {
    return request.getTimeout() > 0 ? { timeout: request.getTimeout() } : {};
}

function properties(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

function struct(value: Properties): Struct {
    return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** The engine shows what a plugin logs beside the resource it is about. */
function logger(engineAddress: string | undefined, urn: string): Context["log"] {
    if (!engineAddress) return () => undefined;
    const client = new engineGrpc.EngineClient(engineAddress, grpc.credentials.createInsecure());
    return (severity, message) => {
        const level = severity === "warning" ? engine.LogSeverity.WARNING : engine.LogSeverity.INFO;
        client.log(
            new engine.LogRequest().setSeverity(level).setMessage(message).setUrn(urn),
            () => undefined,
        );
    };
}
