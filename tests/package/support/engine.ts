import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resources from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = Record<string, unknown>;

/** A resource as it reaches the engine. */
export interface Registered {
    type: string;
    name: string;
    provider: string;
    inputs: Properties;
}

/**
 * An engine that programs and components can be run against: it takes what is registered, and answers with the inputs. No plugin
 * is asked anything.
 */
export class FakeEngine {
    readonly registered: Registered[] = [];
    /** What is logged as an error. */
    readonly errors: string[] = [];
    private root = "";

    private constructor(
        private readonly server: grpc.Server,
        readonly address: string,
    ) {}

    static async start(): Promise<FakeEngine> {
        const server = new grpc.Server();
        const port = await new Promise<number>((resolve, reject) => {
            server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
                if (error) reject(error);
                else resolve(bound);
            });
        });
        const started = new FakeEngine(server, `127.0.0.1:${port}`);
        started.serve();
        return started;
    }

    stop(): void {
        this.server.forceShutdown();
    }

    private serve(): void {
        const done = answer(() => new Empty());
        this.server.addService(EngineService, {
            log: answer((request: engine.LogRequest) => {
                if (request.getSeverity() === engine.LogSeverity.ERROR)
                    this.errors.push(request.getMessage());
                return new Empty();
            }),
            getRootResource: answer(() => new engine.GetRootResourceResponse().setUrn(this.root)),
            setRootResource: answer((request: engine.SetRootResourceRequest) => {
                this.root = request.getUrn();
                return new engine.SetRootResourceResponse();
            }),
            startDebugging: done,
            requirePulumiVersion: answer(() => new engine.RequirePulumiVersionResponse()),
        });
        this.server.addService(ResourceMonitorService, {
            supportsFeature: answer(() => new resources.SupportsFeatureResponse().setHassupport(true)),
            invoke: answer((request: resources.ResourceInvokeRequest) =>
                new resources.ResourceInvokeResponse().setReturn(Struct.fromJavaScript(found(request))),
            ),
            readResource: answer((request: resources.ReadResourceRequest) =>
                new resources.ReadResourceResponse()
                    .setUrn(urn(request.getType(), request.getName()))
                    .setProperties(request.getProperties()),
            ),
            registerResource: answer((request: resources.RegisterResourceRequest) => this.register(request)),
            registerResourceOutputs: done,
            registerStackTransform: done,
            registerStackInvokeTransform: done,
            registerResourceHook: done,
            registerErrorHook: done,
            registerPackage: answer(() => new resources.RegisterPackageResponse().setRef("package")),
            signalAndWaitForShutdown: done,
        });
    }

    private register(request: resources.RegisterResourceRequest): resources.RegisterResourceResponse {
        const [type, name] = [request.getType(), request.getName()];
        const inputs = request.getObject()?.toJavaScript() ?? {};
        this.registered.push({ type, name, provider: request.getProvider(), inputs });
        const response = new resources.RegisterResourceResponse().setUrn(urn(type, name));
        response.setObject(Struct.fromJavaScript(inputs));
        return request.getCustom() ? response.setId(`${name}-id`) : response;
    }
}

/** What is asked of the engine itself, which is a resource, and what of Vault, which is empty. */
function found(request: resources.ResourceInvokeRequest): Record<string, JavaScriptValue> {
    if (request.getTok() !== "pulumi:pulumi:getResource") return { dataJson: "null" };
    const { urn: its } = request.getArgs()?.toJavaScript() as { urn: string };
    return { urn: its, id: `${its.split("::").at(-1) ?? ""}-id`, state: {} };
}

export function urn(type: string, name: string): string {
    return `urn:pulumi:dev::alloy-stack::${type}::${name}`;
}

type Handler<Request, Response> = (
    call: { request: Request },
    callback: (error: Error | null, response?: Response) => void,
) => void;

function answer<Request, Response>(work: (request: Request) => Response): Handler<Request, Response> {
    return ({ request }, callback) => {
        callback(null, work(request));
    };
}
