import { openStack } from "../stack/open";
import { StackPlace } from "../stack/place";
import { readStackSettings } from "../stack/settings";
import { backendsOf } from "../verify/backends";
import { verify, VerifyOptions } from "../verify/verify";

/** Verify a stack that is deployed. */
export async function verifyStack(place: StackPlace, options: VerifyOptions): Promise<{ green: boolean }> {
    const { stack, settings } = await readStackSettings(place);
    if (settings.stack.agent === false) return { green: true };
    const outputs = await (await openStack({ ...place, stack })).stack.outputs();
    return { green: await verify(settings, await backendsOf(outputs), options) };
}
