import { main, stackCommand } from "./stack/options";
import { openStack } from "./stack/workspace";

main(stackCommand("destroy", "Remove everything a stack has created"), async (place) => {
    const stack = await openStack(place);
    await stack.destroy({
        onOutput: (text) => process.stdout.write(text),
        onError: (text) => process.stderr.write(text),
    });
});
