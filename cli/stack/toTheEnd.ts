import * as pulumi from "@pulumi/pulumi";

/**
 * Run a program until all of its resources are registered. The Automation API takes one that has returned for one that has
 * succeeded: it deletes what is not registered then, also where an error in an `apply` has kept it from being.
 */
export async function toTheEnd<Outputs>(program: () => Promise<Outputs>): Promise<Outputs> {
    const resources: pulumi.Resource[] = [];
    pulumi.runtime.registerStackTransformation(({ resource }) => {
        resources.push(resource);
        return undefined;
    });
    let fail: (reason: unknown) => void = () => undefined;
    const failure = new Promise<never>((_, reject) => {
        fail = reject;
    });
    process.on("unhandledRejection", fail);
    try {
        const outputs = await program();
        // Resources may be created in an `apply`, after others.
        for (let seen = -1; seen < resources.length;) {
            seen = resources.length;
            await Promise.race([failure, Promise.all(resources.map(registered))]);
        }
        return outputs;
    } finally {
        process.off("unhandledRejection", fail);
    }
}

/** A resource's URN is known once it is registered, also in a preview. */
function registered({ urn }: pulumi.Resource): Promise<string> {
    return new Promise((resolve) => {
        urn.apply(resolve);
    });
}
