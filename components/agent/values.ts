import { normalCertificates } from "../validate/certificates";

/** A line of a block in Alloy's syntax. */
export interface Attribute {
    /** Padded, so that the "=" of all lines stand below each other, as `alloy fmt` has them. */
    name: string;
    value: string;
}

/** A list of strings in Alloy's syntax. */
export function stringList(values: string[]): string {
    return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

/** A map of strings in Alloy's syntax. */
export function stringMap(values: Record<string, string>): string {
    const pairs = Object.entries(values).map(
        ([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`,
    );
    return `{${pairs.join(", ")}}`;
}

/** Certificates as Alloy takes them. */
export function certificates(pem: string | undefined): string | undefined {
    return text(pem && normalCertificates(pem));
}

/** A text in Alloy's syntax. */
export function text(value: string | undefined): string | undefined {
    return value === undefined ? undefined : JSON.stringify(value);
}

/** Those of the attributes that have a value, as `alloy fmt` has them below each other. */
export function aligned(values: Record<string, string | undefined>): Attribute[] {
    const given = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : { name, value },
    );
    const width = Math.max(...given.map(({ name }) => name.length));
    return given.map(({ name, value }) => ({ name: name.padEnd(width), value }));
}
