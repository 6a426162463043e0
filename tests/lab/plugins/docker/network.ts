import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Engine, saying } from "./engine";
import { asLabels, asMap, labelsProperty } from "./labels";
import { onceUnused } from "./onceUnused";

const schema: Schema = {
    attachable: { kind: "boolean", replaces: true },
    driver: { kind: "string", computed: true, replaces: true },
    ingress: { kind: "boolean", replaces: true },
    internal: { kind: "boolean", computed: true, replaces: true },
    ipamConfigs: {
        kind: "set",
        computed: true,
        replaces: true,
        terraform: "ipam_config",
        fields: {
            auxAddress: { kind: "map" },
            gateway: { kind: "string" },
            ipRange: { kind: "string" },
            subnet: { kind: "string" },
        },
    },
    ipamDriver: { kind: "string", default: "default", replaces: true },
    ipamOptions: { kind: "map", replaces: true },
    ipv6: { kind: "boolean", replaces: true },
    labels: { ...labelsProperty, served: true },
    name: { kind: "string", served: true, required: true, replaces: true },
    options: { kind: "map", computed: true, replaces: true },
    scope: { kind: "string", computed: true },
};

interface Inspected {
    Id: string;
    Name: string;
    Driver: string;
    Scope: string;
    Attachable: boolean;
    Ingress: boolean;
    Internal: boolean;
    EnableIPv6: boolean;
    Labels: Record<string, string> | null;
    Options: Record<string, string> | null;
    IPAM: {
        Driver: string;
        Options: Record<string, string> | null;
        Config: { Subnet?: string; Gateway?: string; IPRange?: string }[] | null;
    };
}

export function network(engine: () => Promise<Engine>): Definition {
    const read = async (id: string): Promise<Found | undefined> => {
        // The official plugin takes a network that cannot be looked at for one that is gone.
        const inspected = await (await engine()).find<Inspected>(`/networks/${id}`).catch(() => undefined);
        return inspected && found(inspected);
    };

    return {
        token: "docker:index/network:Network",
        schema,
        schemaVersion: 1,
        uniqueName: true,
        create: async ({ name, ipamDriver, labels }) => {
            const body = {
                Name: name,
                CheckDuplicate: true,
                IPAM: { Driver: ipamDriver },
                Labels: asMap(labels),
            };
            const reached = await engine();
            const made = await saying("Unable to create network: ", reached.post("/networks/create", body));
            const { Id: id } = made as { Id: string };
            return { id, finish: () => read(id) };
        },
        read,
        delete: async (id, _, { signal }) => {
            const reached = await engine();
            const remove = async () => {
                if (await read(id)) await reached.delete(`/networks/${id}`);
            };
            await onceUnused(remove, { refusal: /has active endpoints/i, state: "pending" }, signal);
        },
    };
}

function found(inspected: Inspected): Found {
    const { IPAM: ipam } = inspected;
    return {
        id: inspected.Id,
        properties: {
            attachable: inspected.Attachable,
            driver: inspected.Driver,
            ingress: inspected.Ingress,
            internal: inspected.Internal,
            ipamConfigs: (ipam.Config ?? []).map(({ Subnet, Gateway, IPRange }) => ({
                auxAddress: {},
                gateway: Gateway ?? "",
                ipRange: IPRange ?? "",
                subnet: Subnet ?? "",
            })),
            ipamDriver: ipam.Driver,
            ipamOptions: ipam.Options ?? {},
            ipv6: inspected.EnableIPv6,
            labels: asLabels(inspected.Labels),
            name: inspected.Name,
            options: inspected.Options ?? {},
            scope: inspected.Scope,
        },
    };
}
