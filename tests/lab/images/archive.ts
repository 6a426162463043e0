import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";

/** An image made of nothing but programs of the toolchain and the shared objects they are linked against. */
export interface ImageDefinition {
    name: string;
    version: string;
    /** Absolute paths of programs; they land in /bin. The first is what the image runs. */
    programs: string[];
    /** Absolute paths of empty folders that its programs expect. */
    folders?: string[];
}

/**
 * Write an image as the archive that `docker load` and `ctr images import` read. One layer, made from scratch:
 * nothing is pulled, and no engine is needed to build it.
 */
export async function writeArchive(image: ImageDefinition, reference: string, target: string): Promise<void> {
    const work = `${target}.partial`;
    fs.rmSync(work, { recursive: true, force: true });
    const root = path.join(work, "root");
    await fillRoot(root, image);

    const layer = path.join(work, "layer.tar");
    await command("tar", ["--numeric-owner", "--owner=0", "--group=0", "-C", root, "-cf", layer, "."]);
    fs.rmSync(root, { recursive: true });

    const config = JSON.stringify({
        architecture: process.arch === "x64" ? "amd64" : process.arch,
        os: "linux",
        config: {
            Entrypoint: [`/bin/${path.basename(image.programs[0] ?? "")}`],
            Env: ["PATH=/bin", "HOME=/tmp"],
            WorkingDir: "/",
        },
        rootfs: { type: "layers", diff_ids: [`sha256:${await sha256(layer)}`] },
    });
    fs.writeFileSync(path.join(work, "config.json"), config);
    const manifest = [{ Config: "config.json", RepoTags: [reference], Layers: ["layer.tar"] }];
    fs.writeFileSync(path.join(work, "manifest.json"), JSON.stringify(manifest));

    const archive = `${work}.tar`;
    await command("tar", ["-C", work, "-cf", archive, "manifest.json", "config.json", "layer.tar"]);
    fs.rmSync(work, { recursive: true });
    fs.renameSync(archive, target);
}

async function fillRoot(root: string, { programs, folders = [] }: ImageDefinition): Promise<void> {
    for (const folder of ["/bin", "/etc/ssl/certs", ...folders])
        fs.mkdirSync(path.join(root, folder), { recursive: true });
    fs.mkdirSync(path.join(root, "tmp"));
    fs.chmodSync(path.join(root, "tmp"), 0o1777);
    fs.writeFileSync(
        path.join(root, "etc/passwd"),
        "root:x:0:0:root:/tmp:\nnobody:x:65534:65534:nobody:/tmp:\n",
    );
    fs.writeFileSync(path.join(root, "etc/group"), "root:x:0:\nnobody:x:65534:\nnogroup:x:65534:\n");
    const authorities = "/etc/ssl/certs/ca-certificates.crt";
    if (fs.existsSync(authorities)) fs.copyFileSync(authorities, path.join(root, authorities));

    for (const program of programs) {
        fs.copyFileSync(program, path.join(root, "bin", path.basename(program)));
        for (const object of await sharedObjects(program)) {
            fs.mkdirSync(path.join(root, path.dirname(object)), { recursive: true });
            fs.copyFileSync(object, path.join(root, object));
        }
    }
}

/** What a program is linked against, and what Alloy loads by itself to read the journal. */
async function sharedObjects(program: string): Promise<string[]> {
    const listing = await command("ldd", [program], { mergeOutput: true }).catch(() => "");
    const linked = [...listing.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, file = ""]) => file);
    if (path.basename(program) !== "alloy") return linked;
    const journal = "/lib/x86_64-linux-gnu/libsystemd.so.0";
    return [...linked, journal, ...(await sharedObjects(journal))];
}

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
    return hash.digest("hex");
}
