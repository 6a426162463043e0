/**
 * Remember variables of the environment. Returns what puts them back. Another object in place of `process.env` would not do:
 * the process itself, which finds the home directory, does not see it.
 */
export function rememberEnvironment(...names: string[]): () => void {
    const before = names.map((name) => [name, process.env[name]] as const);
    return () => {
        for (const [name, value] of before)
            if (value === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = value;
    };
}
