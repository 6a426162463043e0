import { main, stackCommand } from "./stack/options";
import { recover } from "./stack/recover";
import { openStack } from "./stack/workspace";

main(stackCommand("destroy", "Remove everything a stack has created"), async (place) => {
    const stack = await openStack(place);
    await recover(stack, "destroy");
    await stack.destroy({
        onOutput: (text) => process.stdout.write(text),
        onError: (text) => process.stderr.write(text),
    });
});
