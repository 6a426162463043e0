import { z } from "zod";

import { docker } from "../dev/docker";
import { Found, ourMark } from "./found";
import { StateResource } from "./pending";

/** What Docker's own commands call a type of resource, and where they show its labels. */
const kinds: Record<string, { command: string; labels: string }> = {
    "docker:index/container:Container": { command: "container", labels: ".Config.Labels" },
    "docker:index/network:Network": { command: "network", labels: ".Labels" },
    "docker:index/volume:Volume": { command: "volume", labels: ".Labels" },
};

/** Look for what an interrupted update has made in Docker. */
export async function findInDocker({ type, inputs }: StateResource): Promise<Found> {
    const kind = kinds[type];
    // An image that is pulled once more is there.
    if (!kind) return { there: type.endsWith(":RemoteImage") ? "replaceable" : "unknown" };
    const name = String(inputs.name);
    const inspected = await docker(kind.command, "inspect", name).catch((error: unknown) => {
        if (/no such|not found/i.test((error as Error).message)) return undefined;
        throw error;
    });
    if (inspected === undefined) return { there: "nothing" };
    return whose(kind.command, JSON.parse(inspected), inputs);
}

const inspection = z
    .array(
        z.object({
            Id: z.string().optional(),
            Name: z.string(),
            Labels: z.record(z.string(), z.string()).nullish(),
            Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).optional(),
            State: z.object({ Running: z.boolean() }).optional(),
        }),
    )
    .min(1);

/** Whether it carries our mark, and whether it is all there: the provider starts a container last of all. */
export function whose(command: string, inspected: unknown, inputs: Record<string, unknown>): Found {
    const [found] = inspection.parse(inspected);
    const name = String(inputs.name);
    const labels = found?.Config?.Labels ?? found?.Labels ?? {};
    if (!found || labels[ourMark.label] !== ourMark.value)
        return { there: "theirs", show: `docker ${command} inspect ${name}` };
    if (found.State && !found.State.Running) {
        return {
            there: "unfinished",
            what: `the container ${name}, which was not started`,
            remove: async () => {
                await docker("container", "rm", "--force", "--volumes", name);
            },
        };
    }
    return { there: "ours", id: found.Id ?? found.Name, outputs: withoutDefaults(inputs) };
}

/** The provider notes in inputs, and not in outputs, which of them it has filled in. */
function withoutDefaults(value: Record<string, unknown>): Record<string, unknown> {
    const { __defaults, ...rest } = value;
    return rest;
}
