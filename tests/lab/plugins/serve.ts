import { setMaxListeners } from "node:events";

import * as grpc from "@grpc/grpc-js";
import * as plugins from "@pulumi/pulumi/proto/plugin_pb";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { answer } from "./answer";
import { endWithTheEngine, logger } from "./engine";
import { diffResponse, properties, struct, subjectOf, timing } from "./messages";
import { Context, Plugin, Subject } from "./plugin";
import { schemaOf } from "./schema";

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
        getSchema: answer<messages.GetSchemaRequest, messages.GetSchemaResponse>(() =>
            new messages.GetSchemaResponse().setSchema(schemaOf(plugin)),
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
