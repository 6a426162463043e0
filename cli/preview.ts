import { main, stackCommand } from "./stack/options";
import { openStack } from "./stack/workspace";

main(stackCommand("preview", "Say what an update would do, and do nothing"), async (place) => {
    const stack = await openStack(place);
    await stack.preview({
        diff: true,
        onOutput: (text) => process.stdout.write(text),
        onError: (text) => process.stderr.write(text),
    });
});
