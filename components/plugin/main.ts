import * as pulumi from "@pulumi/pulumi";

import { PackageProvider } from "./provider";
import { readSchema } from "./schema";

/** Serve the package to the engine that has started this process. */
export = () => pulumi.provider.main(new PackageProvider(readSchema()), process.argv.slice(2));
