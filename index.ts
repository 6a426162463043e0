import * as pulumi from "@pulumi/pulumi";

import { program } from "./program";
import { apart } from "./settings/apart";
import { readSettings } from "./settings/settings";

/**
 * The stack's outputs. In development, where to ask for what the agents send: url, username and password of `prometheus` and
 * `logs`. Always, what there is in the cluster and in Vault, by name: `namespace`, `configMap`, `secretStore`, `secrets`,
 * `vaultPaths`.
 */
export = () => apart(() => program(readSettings(new pulumi.Config())));
