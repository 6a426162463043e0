import { isForced } from "./annotations";
import { Api, ApiError, KubernetesObject, ManagedFields } from "./api";
import { isMap } from "./diff";

// What this plugin created (a plain create leaves its fields with "pulumi-kubernetes", as an update of them), and what
// people changed by hand with kubectl: an update takes it all over.
const predecessors: { prefix: string; operation: ManagedFields["operation"] }[] = [
    { prefix: "kubectl", operation: "Apply" },
    { prefix: "kubectl", operation: "Update" },
    { prefix: "before-first-apply", operation: "Update" },
    { prefix: "pulumi-kubernetes", operation: "Update" },
    { prefix: "pulumi-resource-kubernetes", operation: "Update" },
];

/**
 * Server-side apply: the object gets these fields, and loses those that the manager had and doesn't name any more.
 * A field that somebody else manages with another value is a conflict, unless the object's annotations say otherwise.
 */
export async function apply(
    api: Api,
    object: KubernetesObject,
    options: { fieldManager: string; dryRun: boolean; force?: boolean },
): Promise<KubernetesObject> {
    const { fieldManager, dryRun } = options;
    const force = options.force ?? isForced(object);
    try {
        return await api.apply(object, { fieldManager, dryRun, force });
    } catch (error) {
        if (!(error instanceof ApiError && error.reason === "Conflict")) throw error;
        throw new ApiError(
            `server-side apply field conflict detected, see ${conflictHelp} for troubleshooting help\n` +
                `The resource managed by field manager "${fieldManager}" had an apply conflict: ${error.message}`,
            error.status,
            error.reason,
            error.causes,
        );
    }
}

const conflictHelp =
    "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/" +
    "#handle-field-conflicts-on-existing-resources";

/** Make `fieldManager` the manager of what its predecessors left in a live object. */
export async function takeOver(api: Api, live: KubernetesObject, fieldManager: string): Promise<void> {
    const managedFields = takenOver(live.metadata.managedFields ?? [], fieldManager);
    if (!managedFields) return;
    await api.patch(live, [
        // Fails if the object has changed since: the list would be an old one.
        { op: "replace", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
        { op: "replace", path: "/metadata/managedFields", value: managedFields },
    ]);
}

/** The entries with those of the predecessors made part of the manager's own; undefined if there are none. */
export function takenOver(entries: ManagedFields[], fieldManager: string): ManagedFields[] | undefined {
    const left = entries.filter(isLeftOver);
    const [first] = left;
    if (!first) return undefined;
    const isOwn = ({ manager, operation }: ManagedFields) =>
        manager === fieldManager && operation === "Apply";
    const own = entries.find(isOwn);
    const fieldsV1 = [...(own ? [own] : []), ...left]
        .map((entry) => entry.fieldsV1 ?? {})
        .reduce((all, more) => merged(all, more));
    const others = entries.filter((entry) => !isLeftOver(entry) && !isOwn(entry));
    return [...others, { ...first, manager: fieldManager, operation: "Apply", fieldsV1 }];
}

const creators = ["pulumi-resource-kubernetes", "pulumi-kubernetes", "pulumi-kubernetes.exe"];

/**
 * Whether a change of an object is forced, unless its annotations say so: in a dry run over what this plugin created,
 * where the update itself takes the fields over first, and where nobody is known to manage a field.
 */
export function needsForce({ metadata: { managedFields = [] } }: KubernetesObject, dryRun: boolean): boolean {
    const isOurs = ({ manager, operation }: ManagedFields) =>
        operation === "Update" && creators.includes(manager);
    return managedFields.length === 0 || (dryRun && managedFields.some(isOurs));
}

function isLeftOver({ manager, operation, subresource }: ManagedFields): boolean {
    if (subresource) return false;
    return predecessors.some((old) => manager.startsWith(old.prefix) && operation === old.operation);
}

function merged(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
    const result = { ...one };
    for (const [key, value] of Object.entries(other)) {
        const known = result[key];
        result[key] = isMap(known) && isMap(value) ? merged(known, value) : value;
    }
    return result;
}
