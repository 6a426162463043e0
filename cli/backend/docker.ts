import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { containerNames, volumeNames } from "../../components/dev/names";
import { dockerLabel } from "../../components/dockerLabel";

/** A container of the backend as Docker lists it. */
export interface BackendContainer {
    name: string;
    /** "running", "exited" and the like. */
    state: string;
    /** The same in Docker's words, with the time. */
    status: string;
}

/** Ours by label and by name: the dev Vault has the label too, and is not part of the backend. */
const filter = ["--filter", `label=${dockerLabel.label}=${dockerLabel.value}`];

/** The backend's containers that are there, running or not. */
export async function findContainers(): Promise<BackendContainer[]> {
    const format = ["--format", "{{.Names}}\t{{.State}}\t{{.Status}}"];
    const listed = await docker("container", "ls", "--all", ...filter, ...format);
    const containers = lines(listed).map((line) => {
        const [name = "", state = "", status = ""] = line.split("\t");
        return { name, state, status };
    });
    return ordered(Object.values(containerNames), containers, ({ name }) => name);
}

/** The backend's volumes that are there. */
export async function findVolumes(): Promise<string[]> {
    const listed = await docker("volume", "ls", "--quiet", ...filter);
    return ordered(volumeNames, lines(listed), (name) => name);
}

/** Run a docker command. What it says when it fails is thrown, as one line. */
export async function docker(...args: string[]): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)("docker", args);
        return stdout;
    } catch (error) {
        const { code, stderr = "", message } = error as NodeJS.ErrnoException & { stderr?: string };
        if (code === "ENOENT") {
            throw new Error(
                "there is no docker command here; install Docker, or put it on PATH (the lab's: npm run lab -- exec npm run backend -- status)",
                { cause: error },
            );
        }
        const said = (stderr.trim() || message).replace(/\s*\n\s*/g, "; ");
        const advice = said.includes("Cannot connect") ? " Start Docker (the lab's: npm run lab -- up)" : "";
        throw new Error(`docker ${args.slice(0, 2).join(" ")}: ${said}${advice}`, { cause: error });
    }
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
