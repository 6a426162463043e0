import * as pulumi from "@pulumi/pulumi";

import { StackValues } from "./schema";

/** What a dev stack uses where its configuration names no password. Known to everybody: dev stacks hold no secrets. */
const dev = { remote: "local-dev", operator: "eso-password", vaultRootToken: "devtoken" };

/** Hands out the passwords of a stack as secrets, and notes those that are missing. */
export class Passwords {
    private readonly isDev: boolean;

    constructor(
        private readonly values: StackValues,
        private readonly project: string,
        private readonly problems: string[],
    ) {
        this.isDev = values.vaultAddress === undefined;
    }

    /** A remote's password; the key is as in the configuration, "prometheus/<name>". */
    ofRemote(key: string): pulumi.Output<string> {
        const path = `--path '${this.project}:remotePasswords["${key}"]'`;
        return this.choose(
            this.values.remotePasswords[key],
            dev.remote,
            `remotePasswords: ${key} is missing`,
            path,
        );
    }

    /** What the External Secrets Operator logs in to Vault with. */
    ofOperator(): pulumi.Output<string> {
        return this.choose(
            this.values.operatorPassword,
            dev.operator,
            "operatorPassword is missing",
            `${this.project}:operatorPassword`,
        );
    }

    vaultRootToken(): pulumi.Output<string> {
        return pulumi.secret(dev.vaultRootToken);
    }

    private choose(
        given: string | undefined,
        forDev: string,
        what: string,
        key: string,
    ): pulumi.Output<string> {
        if (given !== undefined) return pulumi.secret(given);
        // Rendering writes no passwords, and cannot decrypt those of the stack file.
        if (this.isDev || this.values.offline) return pulumi.secret(forDev);
        this.problems.push(`${this.project}:${what}; set it: pulumi config set --secret ${key}`);
        return pulumi.secret("");
    }
}
