/**
 * The adapters' own view of a Pulumi provider plugin. Requests and responses have the form in which the engine
 * records them (PULUMI_DEBUG_GRPC), so that what the official plugins answered can be compared as it is.
 */
export interface Plugin {
    name: string;
    /** The plugin version whose answers are reproduced. */
    version: string;
    /** The provider's own inputs that are served, with their types in the official plugin's schema. */
    providerInputs: ProviderInputs;
    /** Check the provider's own inputs; throws for one that is not served. */
    checkConfig(news: Properties): Properties;
    /** Whether a changed provider is another one, whose resources have to be replaced. */
    diffConfig(request: DiffConfigRequest): DiffConfigResponse;
    /** Called once before anything but checkConfig and check; `args` are the checked inputs. */
    configure(args: Properties): Promise<ConfigureResponse>;
    /** By type token; a token that isn't here is refused. */
    resource(token: string): Resource;
    /** Call a function by its token; one that isn't served is refused. Left out where none is. */
    invoke?(token: string, args: Properties): Promise<Properties>;
}

export type ProviderInputs = Record<string, "string" | "boolean" | "integer">;

/** Property values as JSON; secrets and unknowns are marked as in `values.ts`. */
export type Properties = Record<string, unknown>;

export interface ConfigureResponse {
    acceptSecrets?: boolean;
    supportsPreview?: boolean;
    acceptResources?: boolean;
    supportsAutonamingConfiguration?: boolean;
}

/** What is known of a resource in every request about it. */
export interface Subject {
    urn: string;
    name: string;
    type: string;
}

export interface CheckRequest extends Subject {
    olds?: Properties;
    news: Properties;
}

export interface CheckResponse {
    inputs?: Properties;
    failures?: { property?: string; reason: string }[];
}

export interface DiffRequest extends Subject {
    id: string;
    /** The state. */
    olds: Properties;
    oldInputs?: Properties;
    news: Properties;
    ignoreChanges?: string[];
}

export type DiffConfigRequest = Pick<DiffRequest, "olds" | "news">;

/** Without `changes` the engine compares the provider's inputs itself, and replaces nothing. */
export type DiffConfigResponse = Partial<Pick<DiffResponse, "changes" | "replaces" | "diffs">>;

export interface DiffResponse {
    changes: "DIFF_NONE" | "DIFF_SOME";
    replaces?: string[];
    stables?: string[];
    diffs?: string[];
    detailedDiff?: Record<string, { kind?: DiffKind; inputDiff?: boolean }>;
    hasDetailedDiff?: boolean;
    deleteBeforeReplace?: boolean;
}

/** ADD is the default and left out in recordings. */
export type DiffKind = "ADD" | "ADD_REPLACE" | "DELETE" | "DELETE_REPLACE" | "UPDATE" | "UPDATE_REPLACE";

export interface CreateRequest extends Subject {
    properties: Properties;
    /** Seconds; none if the program gave none. */
    timeout?: number;
    preview?: boolean;
}

export interface CreateResponse {
    id: string;
    properties: Properties;
}

export interface ReadRequest extends Subject {
    id: string;
    properties?: Properties;
    inputs?: Properties;
    timeout?: number;
}

/** Without an id: the resource is gone. */
export interface ReadResponse {
    id?: string;
    properties?: Properties;
    inputs?: Properties;
}

export interface UpdateRequest extends Subject {
    id: string;
    olds: Properties;
    oldInputs?: Properties;
    news: Properties;
    timeout?: number;
    preview?: boolean;
    ignoreChanges?: string[];
}

export interface UpdateResponse {
    properties: Properties;
}

export interface DeleteRequest extends Subject {
    id: string;
    properties: Properties;
    oldInputs?: Properties;
    timeout?: number;
}

/** One type of resource. Messages printed with `log` reach the user under the resource's name. */
export interface Resource {
    check(request: CheckRequest): CheckResponse | Promise<CheckResponse>;
    diff(request: DiffRequest): DiffResponse | Promise<DiffResponse>;
    create(request: CreateRequest, context: Context): Promise<CreateResponse>;
    read(request: ReadRequest, context: Context): Promise<ReadResponse>;
    update(request: UpdateRequest, context: Context): Promise<UpdateResponse>;
    delete(request: DeleteRequest, context: Context): Promise<void>;
}

export interface Context {
    /** Aborted when the engine is interrupted. */
    signal: AbortSignal;
    log: (severity: "info" | "warning", message: string) => void;
}

/** The resource exists now but did not become what it should: the engine keeps its state and reports the reasons. */
export class InitializationFailed extends Error {
    constructor(
        message: string,
        readonly reasons: string[],
        readonly id: string,
        readonly properties: Properties,
        readonly inputs: Properties = {},
    ) {
        super(message);
    }
}
