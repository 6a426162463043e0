// Makes of this folder what is published: dist, and the agent's templates beside it, where dist/templates.js looks for them as
// templates.ts does in the repository.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const here = import.meta.dirname;
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

for (const made of ["dist", "alloy"]) rmSync(join(here, made), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "--project", here], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
cpSync(join(here, "..", "alloy"), join(here, "alloy"), { recursive: true });
cpSync(join(here, "dev", "config"), join(here, "dist", "dev", "config"), { recursive: true });
