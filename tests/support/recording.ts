import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** How Pulumi marks a secret value on its way to the engine. */
export const secretMark = pulumi.runtime.specialSigKey;

type Properties = Record<string, unknown>;

/**
 * A resource with the options it was registered with, which Pulumi's own mocks do not show. Other resources are known by
 * their names, and secrets keep their mark.
 */
export interface Registered {
    type: string;
    name: string;
    parent: string;
    dependencies: string[];
    deletedWith: string;
    deleteBeforeReplace: boolean;
    /** Another value makes another resource. */
    trigger: unknown;
    ignoreChanges: string[];
    inputs: Properties;
}

export interface Mocked {
    project?: string;
    stack?: string;
    preview?: boolean;
    /** What providers add to the inputs of a resource of a type, where somebody reads it. */
    computed?: Record<string, (inputs: Properties) => Properties>;
}

/** The request that the SDK sends to the engine for each resource; the parts used here. */
interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getDependenciesList(): string[];
    getDeletedwith(): string;
    getDeletebeforereplace(): boolean;
    getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
    getIgnorechangesList(): string[];
    getObject(): { toJavaScript(): Properties } | undefined;
}

/** Create resources under mocks. Returns them as they were registered, and what `create` returns. */
export async function record<T>(
    create: () => T | Promise<T>,
    { project, stack, preview, computed = {} }: Mocked = {},
): Promise<{ registered: Registered[]; created: T }> {
    const registered: Registered[] = [];
    const prototype = MockMonitor.prototype as unknown as {
        registerResource(request: Request, callback: unknown): Promise<void>;
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the monitor it was taken from
    const original = prototype.registerResource;
    prototype.registerResource = function (request, callback) {
        registered.push(read(request));
        return original.call(this, request, callback);
    };
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ type, name, inputs }) => {
            const given = inputs as Properties;
            return { id: `${name}-id`, state: { ...given, ...computed[type]?.(given) } };
        },
        call: () => ({}),
    };
    try {
        await pulumi.runtime.setMocks(mocks, project, stack, preview);
        return { registered, created: await create() };
    } finally {
        // After a failure too: what is still on its way would turn up in the next recording.
        await pulumi.runtime.disconnect().finally(() => (prototype.registerResource = original));
    }
}

export function isSecret(value: unknown): value is { value: unknown } {
    return typeof value === "object" && value !== null && secretMark in value;
}

function read(request: Request): Registered {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: nameOf(request.getParent()),
        dependencies: request.getDependenciesList().map(nameOf),
        deletedWith: nameOf(request.getDeletedwith()),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        trigger: request.getReplacementTrigger()?.toJavaScript(),
        ignoreChanges: request.getIgnorechangesList(),
        inputs: request.getObject()?.toJavaScript() ?? {},
    };
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
