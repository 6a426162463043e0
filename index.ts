import * as pulumi from "@pulumi/pulumi";

import { program } from "./program";
import { readSettings } from "./settings/settings";

const outputs = program(readSettings(new pulumi.Config()));

/** Where to ask for what the agents send, in development: url, username and password. */
export const { prometheus, logs } = outputs;
/** What there is in the cluster and in Vault, by name. */
export const { namespace, configMap, secretStore, secrets, vaultPaths } = outputs;
