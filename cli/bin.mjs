#!/usr/bin/env node
// Node reads no TypeScript of its own accord in all versions that this runs on.
import { createRequire } from "node:module";

import { register as registerRequire } from "tsx/cjs/api";
import { register as registerImport } from "tsx/esm/api";

registerRequire();
registerImport();
await createRequire(import.meta.url)("./main.ts").main(process.argv);
