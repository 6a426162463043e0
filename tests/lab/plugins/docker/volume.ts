import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Engine, saying } from "./engine";
import { asLabels, asMap, labelsProperty } from "./labels";
import { onceUnused } from "./onceUnused";

const schema: Schema = {
    cluster: { kind: "block" },
    driver: { kind: "string", computed: true, replaces: true },
    driverOpts: { kind: "map", replaces: true },
    labels: { ...labelsProperty, served: true },
    mountpoint: { kind: "string", computed: true },
    name: { kind: "string", served: true, required: true, replaces: true },
};

interface Inspected {
    Name: string;
    Driver: string;
    Mountpoint: string;
    Labels: Record<string, string> | null;
    Options: Record<string, string> | null;
}

export function volume(engine: () => Promise<Engine>): Definition {
    const pathOf = (name: string) => `/volumes/${encodeURIComponent(name)}`;
    const read = async (name: string): Promise<Found | undefined> => {
        const reached = await engine();
        const inspected = await saying("Unable to inspect volume: ", reached.find<Inspected>(pathOf(name)));
        return inspected && found(inspected);
    };

    return {
        token: "docker:index/volume:Volume",
        schema,
        schemaVersion: 1,
        uniqueName: true,
        // One of that name that is there already is taken as it is, labels and all: Docker does not refuse it.
        create: async ({ name, labels }) => {
            const reached = await engine();
            const wanted = { Name: name, Labels: asMap(labels) };
            const made = await saying("Unable to create volume: ", reached.post("/volumes/create", wanted));
            const { Name: id } = made as Inspected;
            return { id, finish: () => read(id) };
        },
        read,
        delete: async (name, _, { signal }) => {
            const reached = await engine();
            const remove = () => reached.delete(`${pathOf(name)}?force=1`);
            await onceUnused(remove, { refusal: /volume is in use/i, state: "in_use" }, signal);
        },
    };
}

function found(inspected: Inspected): Found {
    return {
        id: inspected.Name,
        properties: {
            driver: inspected.Driver,
            driverOpts: inspected.Options ?? {},
            labels: asLabels(inspected.Labels),
            mountpoint: inspected.Mountpoint,
            name: inspected.Name,
        },
    };
}
