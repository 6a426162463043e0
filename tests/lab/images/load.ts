import { command } from "../command";
import { docker } from "../host/docker";
import { ctr } from "../node/containerd";
import { LabNode } from "../node/nodes";
import { Image } from "./images";

/** Hand the Docker engine its images, unless it has them. */
export async function loadIntoDocker(images: Image[]): Promise<void> {
    for (const { reference, archive } of images.filter(({ engine }) => engine === "docker")) {
        const there = await docker(["image", "inspect", reference]).catch(() => "");
        if (!there) await command("docker", ["load", "--quiet", "--input", archive]);
    }
}

/** Hand a node's containerd its images, unless it has them. */
export async function loadIntoContainerd(node: LabNode, images: Image[]): Promise<void> {
    const there = (await ctr(node, ["images", "list", "--quiet"])).split("\n");
    for (const { reference, archive } of images.filter(({ engine }) => engine === "containerd")) {
        if (!there.includes(reference)) await ctr(node, ["images", "import", archive]);
    }
}
