import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

import { HookNames, Hooks } from "./hooks";

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
    /** What the state knows it by. */
    urn: string;
    parent: string;
    /** It is only read; `id` says which. */
    read: boolean;
    id: string;
    provider: string;
    dependencies: string[];
    deletedWith: string;
    deleteBeforeReplace: boolean;
    retainOnDelete: boolean;
    /** Another value makes another resource. */
    trigger: unknown;
    ignoreChanges: string[];
    /** What it was called before: whole URNs, and "name" or "type" with what it was. */
    aliases: string[];
    /** A hook has refused it: it is neither made nor changed. */
    refused: boolean;
    inputs: Properties;
}

export interface Mocked {
    project?: string;
    stack?: string;
    preview?: boolean;
    /** What providers add to the inputs of a resource of a type, where somebody reads it. */
    computed?: Record<string, (inputs: Properties) => Properties>;
    /** What stands at a path in Vault. Nothing, unless it is said. */
    inVault?: (path: string) => unknown;
    /** What the state has of a resource, by its name: it is updated then, and made otherwise. */
    state?: Record<string, Properties>;
}

/** The requests that the SDK sends to the engine for each resource; the parts used here. */
interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getProvider(): string;
    getDependenciesList(): string[];
}

interface Registration extends Request {
    getDeletedwith(): string;
    getDeletebeforereplace(): boolean;
    getRetainondelete(): boolean;
    getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
    getIgnorechangesList(): string[];
    getAliasesList(): Alias[];
    getObject(): { toJavaScript(): Properties } | undefined;
    getHooks(): HookNames | undefined;
}

interface Reading extends Request {
    getId(): string;
    getProperties(): { toJavaScript(): Properties } | undefined;
}

interface Alias {
    getUrn(): string;
    getSpec(): { getName(): string; getType(): string } | undefined;
}

interface Monitor {
    registerResource: (this: Monitor, request: Registration, callback: unknown) => Promise<void>;
    readResource: (this: Monitor, request: Reading, callback: unknown) => Promise<void>;
    registerResourceHook?: () => void;
    newUrn(parent: string, type: string, name: string): string;
}

/** Create resources under mocks. Returns them as they were registered, and what `create` returns. */
export async function record<T>(create: () => T | Promise<T>, mocked: Mocked = {}): Promise<Recorded<T>> {
    const registered: Registered[] = [];
    const hooks = new Hooks();
    const restore = overhear(registered, hooks, mocked.state ?? {});
    try {
        await pulumi.runtime.setMocks(mocksFor(mocked), mocked.project, mocked.stack, mocked.preview);
        return { registered, refused: hooks.refused, created: await create() };
    } finally {
        // After a failure too: what is still on its way would turn up in the next recording.
        await pulumi.runtime.disconnect().finally(restore);
    }
}

export interface Recorded<T> {
    registered: Registered[];
    /** What hooks have refused. The engine would end the update there. */
    refused: string[];
    created: T;
}

export function isSecret(value: unknown): value is { value: unknown } {
    return typeof value === "object" && value !== null && secretMark in value;
}

/** The value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

function mocksFor({ computed = {}, inVault = () => null }: Mocked): pulumi.runtime.Mocks {
    return {
        newResource: ({ type, name, inputs }) => {
            const given = inputs as Properties;
            return { id: `${name}-id`, state: { ...given, ...computed[type]?.(given) } };
        },
        call: ({ token, inputs }) => {
            if (token !== "vault:generic/getSecret:getSecret") throw new Error(`${token} is asked`);
            const { path } = inputs as { path: string };
            return { dataJson: JSON.stringify(inVault(path)) };
        },
    };
}

/** Note what is asked of the mocks, until the function that is returned is called. */
function overhear(registered: Registered[], hooks: Hooks, state: Record<string, Properties>): () => void {
    // Pulumi declares requests as any, and hides newUrn.
    const prototype = MockMonitor.prototype as unknown as Monitor;
    const { registerResource, readResource } = prototype;
    const deafen = hooks.listen();
    prototype.registerResourceHook = () => undefined;
    prototype.registerResource = async function (request, callback) {
        const urn = this.newUrn(request.getParent(), request.getType(), request.getName());
        const resource = { ...common(request), ...optionsOf(request), urn, read: false, id: "" };
        registered.push(resource);
        resource.refused = !(await hooks.run(request.getHooks(), {
            ...resource,
            before: state[resource.name],
        }));
        return registerResource.call(this, request, callback);
    };
    prototype.readResource = function (request, callback) {
        const urn = this.newUrn(request.getParent(), request.getType(), request.getName());
        const inputs = request.getProperties()?.toJavaScript() ?? {};
        registered.push({ ...common(request), ...noOptions, urn, inputs, read: true, id: request.getId() });
        return readResource.call(this, request, callback);
    };
    return () => {
        Object.assign(prototype, { registerResource, readResource });
        delete prototype.registerResourceHook;
        deafen();
    };
}

function common(request: Request) {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: nameOf(request.getParent()),
        // "urn::id".
        provider: request.getProvider().split("::").at(-2) ?? "",
        dependencies: request.getDependenciesList().map(nameOf),
    };
}

const noOptions = {
    deletedWith: "",
    deleteBeforeReplace: false,
    retainOnDelete: false,
    trigger: undefined,
    ignoreChanges: [],
    aliases: [],
    refused: false,
};

function optionsOf(request: Registration) {
    return {
        deletedWith: nameOf(request.getDeletedwith()),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        retainOnDelete: request.getRetainondelete(),
        trigger: request.getReplacementTrigger()?.toJavaScript(),
        ignoreChanges: request.getIgnorechangesList(),
        aliases: request.getAliasesList().map(aliasOf),
        inputs: request.getObject()?.toJavaScript() ?? {},
        refused: false,
    };
}

function aliasOf(alias: Alias): string {
    const spec = alias.getSpec();
    if (!spec) return alias.getUrn();
    const parts = Object.entries({ name: spec.getName(), type: spec.getType() });
    return parts.flatMap(([part, was]) => (was ? [`${part} ${was}`] : [])).join(", ");
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
