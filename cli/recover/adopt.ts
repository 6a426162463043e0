import { Deployment, StateResource } from "./pending";

/** A resource that was made, and is in no state. */
export interface Adoption {
    urn: string;
    id: string;
    outputs: Record<string, unknown>;
    /** Why it is not what it should be: the next update tries again then. */
    failed?: string;
}

/**
 * A stack's state with resources in it that were made when the update was killed. `pulumi refresh --import-pending-creates`
 * is for this; but the engine drops what it is told there (seen with 3.259), so they are put into the state the other way
 * that it has: export and import. Their outputs are refreshed afterwards.
 */
export function adopt(deployment: Deployment, adoptions: Adoption[]): Deployment {
    const resources = [...(deployment.resources ?? [])];
    for (const { type, resource } of deployment.pending_operations ?? []) {
        const found = adoptions.find(({ urn }) => urn === resource.urn);
        if (type !== "creating" || !found) continue;
        const { id, outputs, failed } = found;
        const adopted: StateResource = { ...resource, id, outputs, ...(failed && { initErrors: [failed] }) };
        // What was deleted in order to be made again has its place already; everything that needs it stands behind that.
        const place = resources.findIndex(({ urn }) => urn === resource.urn);
        if (place < 0) resources.push(adopted);
        else resources[place] = adopted;
    }
    return { ...deployment, resources, pending_operations: [] };
}
