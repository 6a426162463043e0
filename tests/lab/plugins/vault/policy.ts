import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { VaultClient } from "./client";

const schema: Schema = {
    name: { kind: "string", served: true, required: true, replaces: true },
    namespace: { kind: "string", replaces: true },
    policy: { kind: "string", served: true, required: true },
};

/** A policy: what a token may do. */
export function policy(client: () => VaultClient): Definition {
    const path = (name: string) => `sys/policies/acl/${name}`;

    const read = async (name: string): Promise<Found> => {
        const found = await client().read(path(name));
        // The official plugin takes a policy that is gone for an empty one, which the next update fills again.
        return { id: name, properties: { name, policy: found?.policy ?? "" } };
    };
    const write = async (wanted: Properties): Promise<Found> => {
        const name = wanted.name as string;
        await client().write(path(name), { policy: wanted.policy });
        return read(name);
    };

    return {
        token: "vault:index/policy:Policy",
        schema,
        uniqueName: true,
        create: write,
        read,
        update: (_, wanted) => write(wanted),
        delete: (name) => client().delete(path(name)),
    };
}
