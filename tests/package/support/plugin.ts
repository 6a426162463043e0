import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import * as readline from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import { FakeEngine, Properties, urn } from "./engine";
import { repository } from "./folder";

/** How Pulumi marks a value that is more than it looks. */
const mark = "4dabf18193072939515e22adb298388d";

/** An output as programs in other languages send one. */
export function output(value: unknown, { secret = false, from = [] as string[] } = {}): Properties {
    return {
        [mark]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
        ...(value !== undefined && { value }),
        secret,
        dependencies: from,
    };
}

export function secret(value: unknown): Properties {
    return { [mark]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** What is wrong with args, as the engine is told it. */
export class Refused extends Error {
    constructor(readonly problems: Record<string, string>) {
        super(JSON.stringify(problems, undefined, 1));
    }
}

/** The package as the plugin that Pulumi's language host starts. */
export class Plugin {
    private constructor(
        private readonly process: ChildProcess,
        private readonly client: ResourceProviderClient,
        private readonly engine: FakeEngine,
    ) {}

    /**
     * Start it from a folder as Pulumi's host for Node does, which PulumiPlugin.yaml names, in `workingFolder`, whose tsconfig.json
     * counts where the package is not built.
     */
    static start(engine: FakeEngine, folder: string, workingFolder = folder): Promise<Plugin> {
        const host = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [repository] });
        return Plugin.run(engine, ["node", host, path.resolve(folder)], workingFolder);
    }

    /** Start the file in a folder that Pulumi starts by itself. */
    static startFile(engine: FakeEngine, folder: string): Promise<Plugin> {
        return Plugin.run(engine, [path.resolve(folder, "pulumi-resource-alloy-stack")], folder);
    }

    private static async run(
        engine: FakeEngine,
        [file = "", ...args]: string[],
        cwd: string,
    ): Promise<Plugin> {
        const process = spawn(file, [...args, engine.address], { cwd, stdio: ["ignore", "pipe", "pipe"] });
        const complaints: string[] = [];
        process.stderr.on("data", (data: Buffer) => complaints.push(data.toString()));
        const ended = once(process, "exit").then(() => {
            throw new Error(`the plugin ended: ${complaints.join("")}`);
        });
        const lines = readline.createInterface(process.stdout);
        const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
        ended.catch(() => undefined);
        const credentials = grpc.credentials.createInsecure();
        return new Plugin(process, new ResourceProviderClient(`127.0.0.1:${port}`, credentials), engine);
    }

    stop(): void {
        this.client.close();
        this.process.kill();
    }

    schema(): Promise<string> {
        return new Promise((resolve, reject) => {
            this.client.getSchema(new messages.GetSchemaRequest(), (error, response) => {
                if (error) reject(error);
                else resolve(response.getSchema());
            });
        });
    }

    /** Construct a component as the engine does for a program in another language. Returns its outputs. */
    construct(type: string, inputs: Properties, name = "agent"): Promise<Properties> {
        const request = new messages.ConstructRequest()
            .setProject("alloy-stack")
            .setStack("dev")
            .setDryrun(true)
            .setParallel(4)
            .setMonitorendpoint(this.engine.address)
            .setType(type)
            .setName(name)
            .setInputs(Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>));
        const providers = request.getProvidersMap();
        for (const provider of ["kubernetes", "vault"])
            providers.set(provider, `${urn(`pulumi:providers:${provider}`, provider)}::${provider}-id`);
        return new Promise((resolve, reject) => {
            this.client.construct(request, (error, response) => {
                if (error) reject(refused(error));
                else resolve(response.getState()?.toJavaScript() ?? {});
            });
        });
    }
}

/** The engine shows the value at each path that the details of an error name, so that there may be none. */
function refused(error: grpc.ServiceError): Error {
    if (error.metadata.get("grpc-status-details-bin").length > 0) return new Error("the error has details");
    const [first = "", ...lines] = error.details.split("\n");
    if (!first.includes("have to be put right")) return error;
    return new Refused(
        Object.fromEntries(
            lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
        ),
    );
}
