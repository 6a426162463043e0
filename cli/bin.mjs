#!/usr/bin/env node
// Not every version of Node that is supported reads TypeScript.
import { createRequire } from "node:module";

import { register as registerRequire } from "tsx/cjs/api";
import { register as registerImport } from "tsx/esm/api";

registerRequire();
registerImport();
await createRequire(import.meta.url)("./main.ts").main(process.argv);
