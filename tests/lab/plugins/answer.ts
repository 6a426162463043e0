import * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import * as statuses from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

import { struct } from "./messages";
import { InitializationFailed } from "./plugin";

type Handler<Request, Response> = (
    call: { request: Request },
    callback: (error: Partial<grpc.ServiceError> | null, response?: Response) => void,
) => void;

/** Answer a request with what the work returns, or with its failure. */
export function answer<Request, Response>(
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
