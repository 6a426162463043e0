import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Engine } from "./engine";
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

export function volume(engine: () => Engine): Definition {
    const pathOf = (name: string) => `/volumes/${encodeURIComponent(name)}`;

    return {
        token: "docker:index/volume:Volume",
        schema,
        schemaVersion: 1,
        uniqueName: true,
        create: async ({ name, labels }) => {
            const made = await engine().post("/volumes/create", { Name: name, Labels: asMap(labels) });
            return found(made as Inspected);
        },
        read: async (name) => {
            const inspected = await engine().find<Inspected>(pathOf(name));
            return inspected && found(inspected);
        },
        delete: (name, _, { signal }) => onceUnused(() => engine().delete(`${pathOf(name)}?force=1`), signal),
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
