import * as pulumi from "@pulumi/pulumi";

import { program } from "./program";
import { apart } from "./settings/apart";
import { readSettings } from "./settings/settings";

/**
 * The stack's outputs. In development, where to ask for what the agents send: url, username and password of `prometheus` and
 * `logs`. Always, what there is in the cluster and in Vault, by name: `namespace`, `configMap`, `secretStore`, `secrets`,
 * `vaultPaths`; and `lookAt`: the command that verifies the stack, and those that show its agents, their configuration and their
 * secrets, with the first query to ask for metrics and for logs.
 */
export = () => apart(() => program(readSettings(new pulumi.Config())));
