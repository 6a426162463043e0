import * as fs from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

import { program } from "../../program";
import { readSettings } from "../../settings/settings";
import { Failure } from "../failure";
import { repository, StackPlace, stackName } from "./place";
import { pulumi as run } from "./pulumi";
import { toTheEnd } from "./toTheEnd";
import { readYamlFile } from "./yamlFile";

/** A stack of the user's that is there, and what its operations need to be told each time. */
export interface OpenStack {
    name: string;
    place: StackPlace;
    stack: Stack;
}

/**
 * Open a stack that Pulumi knows: in the backend that it is logged in to, with the secrets provider of the stack's file.
 * The program runs in this process, from the project's folder, as it does with `pulumi up`.
 */
export async function openStack(place: StackPlace): Promise<OpenStack> {
    const { folder } = place;
    refuseOtherProgram(folder);
    const name = await stackName(place);
    await requireStack(name, folder);
    process.chdir(folder);
    const workspace = await LocalWorkspace.create({
        workDir: folder,
        program: () => toTheEnd(async () => program(readSettings(new pulumi.Config()))),
        envVars: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    // The workspace would run "pulumi stack select", and leave the user with another stack selected than before.
    workspace.selectStack = () => Promise.resolve();
    return { name, place, stack: await Stack.select(name, workspace) };
}

async function requireStack(name: string, folder: string): Promise<void> {
    try {
        await run(["stack", "--show-name", "--stack", name], folder);
    } catch (error) {
        if (!/no stack named/.test((error as Error).message)) throw error;
        throw new Failure(
            `there is no stack "${name}" where pulumi is logged in; create it: pulumi stack init ${name}`,
            {
                cause: error,
            },
        );
    }
}

/** Refuse a project that has a program of its own: what runs here is this repository's. */
function refuseOtherProgram(folder: string): void {
    const { main } = readYamlFile(path.join(folder, "Pulumi.yaml"));
    const entry =
        typeof main === "string" ? main : fs.existsSync(path.join(folder, "index.ts")) && "index.ts";
    if (!entry || path.resolve(folder, entry) === path.join(repository, "index.ts")) return;
    throw new Failure(
        `the project in ${folder} has a program of its own, ${entry}; deploy it with pulumi, or with the alloy-stack of its repository`,
    );
}
