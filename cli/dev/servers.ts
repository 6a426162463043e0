import { containerNames, volumeNames } from "../../components/dev/names";
import { dockerLabel } from "../../components/dockerLabel";
import { docker } from "./docker";

/** A container of the dev environment as Docker lists it. */
export interface ServerContainer {
    name: string;
    /** "running", "exited" and the like. */
    state: string;
    /** The same in Docker's words, with the time. */
    status: string;
}

/** Ours by label and by name: the dev Vault has the label too, and is looked after by `alloy-stack vault`. */
const filter = ["--filter", `label=${dockerLabel.label}=${dockerLabel.value}`];

/** The servers' containers that are there, running or not. */
export async function findContainers(): Promise<ServerContainer[]> {
    const format = ["--format", "{{.Names}}\t{{.State}}\t{{.Status}}"];
    const listed = await docker("container", "ls", "--all", ...filter, ...format);
    const containers = lines(listed).map((line) => {
        const [name = "", state = "", status = ""] = line.split("\t");
        return { name, state, status };
    });
    return ordered(Object.values(containerNames), containers, ({ name }) => name);
}

/** Their volumes that are there. */
export async function findVolumes(): Promise<string[]> {
    const listed = await docker("volume", "ls", "--quiet", ...filter);
    return ordered(volumeNames, lines(listed), (name) => name);
}

/** Those that have one of the names, in the names' order. */
function ordered<Element>(
    names: readonly string[],
    elements: Element[],
    nameOf: (element: Element) => string,
): Element[] {
    return names.flatMap((name) => elements.filter((element) => nameOf(element) === name));
}

function lines(text: string): string[] {
    return text.split("\n").filter((line) => line !== "");
}
