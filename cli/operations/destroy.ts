import type { DestroyOptions } from "../commands/destroy";
import { confirmed } from "../ask";
import { note } from "../console";
import { readDeployment } from "../recover/pending";
import { recover } from "../recover/recover";
import { LeftInVault, leftInVault } from "../recover/withoutVault";
import { provideAuthority } from "../stack/authority";
import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { runOn } from "../stack/run";

export async function destroy(place: StackPlace, options: DestroyOptions): Promise<void> {
    const open = await openStack(place);
    if (!options.yes && !(await confirmed(`Remove everything that stack ${open.name} created?`))) {
        note("nothing was removed");
        return;
    }
    await provideAuthority(open);
    await recover(open, "destroy");
    const left = options.withoutVault
        ? leftInVault(readDeployment((await open.stack.exportStack()).deployment))
        : undefined;
    const exclude = left?.urns ?? [];
    await runOn(open, "destroy", options, (engine) =>
        open.stack.destroy({ ...engine, ...(exclude.length > 0 && { exclude }) }),
    );
    if (left) note(leftText(open.name, left));
}

/** What stays in Vault, and how it goes. */
function leftText(stack: string, { entries }: LeftInVault): string {
    if (entries.length === 0) return `stack ${stack} has nothing in Vault`;
    return [
        "These stay in Vault, and in the stack's state:",
        ...entries.map((entry) => `  ${entry}`),
        `Remove them once Vault answers again: alloy-stack destroy --stack ${stack}`,
        `If that Vault is gone for good, forget them: pulumi stack rm --force ${stack}`,
    ].join("\n");
}
