import * as pulumi from "@pulumi/pulumi";
import * as bcrypt from "bcryptjs";

/** A username and its password. */
export interface Login {
    username: string;
    password: pulumi.Input<string>;
}

/**
 * The password's bcrypt hash, a secret, for those who only check passwords. The salt comes from the username, so that the
 * same password gives the same file every time and nothing is replaced.
 *
 * `cost`: each one more doubles the time that a check takes.
 */
export function passwordHash({ username, password }: Login, cost: number): pulumi.Output<string> {
    const salt = bcrypt.encodeBase64(Buffer.from(username.padEnd(16, "\0")), 16);
    const options = `$2b$${String(cost).padStart(2, "0")}$${salt}`;
    return pulumi.secret(password).apply((plain) => bcrypt.hash(plain, options));
}
