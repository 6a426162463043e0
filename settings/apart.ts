/**
 * Run the program apart from the SDK that calls it, so that no error's stack names the SDK's own files. Pulumi shows every error
 * with `util.inspect` in colours, and Node (seen in 20.20) never ends doing so with a line such as
 * "at async Stack.init (.../node_modules/@pulumi/resource.ts:1598:22)", as Pulumi's source maps write it: `pulumi up` would hang
 * instead of saying what is wrong.
 */
export function apart<T>(program: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const run = async () => {
            try {
                resolve(await program());
            } catch (error) {
                reject(error instanceof Error ? error : new Error(String(error)));
            }
        };
        // Nobody waits for that promise: stacks end with it.
        setImmediate(() => void run());
    });
}
