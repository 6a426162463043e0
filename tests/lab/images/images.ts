import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { bin, cache } from "../paths";
import { Commands } from "../toolchain/toolchain";
import { ImageDefinition, writeArchive } from "./archive";

/** An image that lies in the cache, ready to be loaded. */
export interface Image {
    name: string;
    reference: string;
    archive: string;
    /** Who runs it. */
    engine: "docker" | "containerd";
}

const programs: { name: string; engine: Image["engine"]; commands: string[]; folders?: string[] }[] = [
    { name: "pause", engine: "containerd", commands: ["alloy-stack-pause"] },
    { name: "external-secrets", engine: "containerd", commands: ["external-secrets"] },
    { name: "alloy", engine: "containerd", commands: ["alloy"] },
    { name: "config-reloader", engine: "containerd", commands: ["prometheus-config-reloader"] },
    { name: "node-exporter", engine: "containerd", commands: ["prometheus-node-exporter"] },
    { name: "block-node", engine: "containerd", commands: ["alloy-stack-block-node"] },
    // For pods that write what a test needs.
    { name: "shell", engine: "containerd", commands: ["/usr/bin/bash", "/usr/bin/sleep"] },
    { name: "vault", engine: "docker", commands: ["vault"] },
    { name: "prometheus", engine: "docker", commands: ["prometheus", "promtool"] },
    { name: "victoria-logs", engine: "docker", commands: ["victoria-logs"] },
    {
        name: "nginx",
        engine: "docker",
        commands: ["nginx"],
        // It opens a log here before it reads its configuration; the other is its home if that names no other.
        folders: ["/var/log/nginx", "/var/lib/nginx"],
    },
];

/** Make the images that the cache lacks, from the toolchain's programs. */
export async function prepareImages(commands: Commands): Promise<Image[]> {
    const images = programs.map(({ name, engine, commands: names, folders = [] }) => {
        const files = names.map((command) => fs.realpathSync(commands[command] ?? command));
        const version = fingerprint(files, folders);
        const definition: ImageDefinition = { name, version, programs: files, folders };
        const archive = path.join(cache, "images", `${name}-${version}.tar`);
        return {
            definition,
            image: { name, reference: `alloy-stack.lab/${name}:${version}`, archive, engine },
        };
    });
    fs.mkdirSync(path.join(cache, "images"), { recursive: true });
    for (const { definition, image } of images) {
        if (!fs.existsSync(image.archive)) await writeArchive(definition, image.reference, image.archive);
    }
    return images.map(({ image }) => image);
}

/** The images of a lab that is up. */
export function presentImages(): Promise<Image[]> {
    return prepareImages(Object.fromEntries(fs.readdirSync(bin).map((name) => [name, path.join(bin, name)])));
}

/** The tag says what is inside, so an image that is there under its name need not be loaded again. */
function fingerprint(files: string[], folders: string[]): string {
    const hash = createHash("sha256").update(["1", ...folders].join("\n"));
    for (const file of files) {
        const { size, mtimeMs } = fs.statSync(file);
        hash.update(`${path.basename(file)} ${size} ${mtimeMs}\n`);
    }
    return hash.digest("hex").slice(0, 12);
}
