import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { saying, VaultClient } from "./client";

const schema: Schema = {
    name: { kind: "string", served: true, required: true, replaces: true },
    namespace: { kind: "string", replaces: true },
    policy: { kind: "string", served: true, required: true },
};

/** A policy: what a token may do. */
export function policy(logIn: () => Promise<VaultClient>): Definition {
    const path = (name: string) => `sys/policies/acl/${name}`;

    const read = async (name: string): Promise<Found> => {
        const vault = await logIn();
        const found = await saying("error reading from Vault: ", vault.read(path(name)));
        // The official plugin takes a policy that is gone for an empty one, which the next update fills again.
        return { id: name, properties: { name, policy: found?.policy ?? "" } };
    };
    const write = async ({ name, policy }: Properties): Promise<void> => {
        const vault = await logIn();
        await saying("error writing to Vault: ", vault.ask("PUT", path(name as string), { policy }));
    };

    return {
        token: "vault:index/policy:Policy",
        schema,
        uniqueName: true,
        create: async (wanted) => {
            await write(wanted);
            const name = wanted.name as string;
            return { id: name, finish: () => read(name) };
        },
        read,
        update: async (name, wanted) => {
            await write(wanted);
            return read(name);
        },
        delete: async (name) => {
            const vault = await logIn();
            await saying("error deleting from Vault: ", vault.ask("DELETE", path(name)));
        },
    };
}
