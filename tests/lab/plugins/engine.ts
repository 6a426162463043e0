import * as grpc from "@grpc/grpc-js";
import * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";

import { Context } from "./plugin";

/** An engine that is killed asks no plugin to end. What is under way ends with it, as in the official plugins. */
export function endWithTheEngine(interrupted: AbortController): void {
    const engine = process.ppid;
    const watch = () => {
        if (process.ppid === engine) return;
        interrupted.abort(new Error("the engine is gone"));
        setTimeout(() => process.exit(1), 500);
    };
    setInterval(watch, 500).unref();
}

/** The engine shows what a plugin logs beside the resource it is about. */
export function logger(engineAddress: string | undefined, urn: string): Context["log"] {
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
