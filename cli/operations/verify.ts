import { note, printJson, say } from "../console";
import { StackPlace } from "../stack/place";
import { readStackSettings } from "../stack/settings";
import { withProgress } from "../verify/progress";
import { backendsOf } from "../verify/servers";
import { tell } from "../verify/tell";
import { asJson, exitCodes, outcome, Verification } from "../verify/verification";
import { askedQueries, verify, VerifyOptions } from "../verify/verify";
import { queryServers } from "./queryServers";

/** Verify a stack that is deployed, and tell what was found. Returns the exit code. */
export async function verifyStack(
    place: StackPlace,
    options: VerifyOptions & { json?: boolean },
): Promise<number> {
    const found = await verified(place, options, options.json ? note : say);
    if (!found) return exitCodes.green;
    if (options.json) printJson(asJson(found));
    return exitCodes[outcome(found)];
}

/** What is found out about a stack, told to people; undefined if it has no agents on purpose. */
export async function verified(
    place: StackPlace,
    options: VerifyOptions,
    print: (text: string) => void,
): Promise<Verification | undefined> {
    const known = await readStackSettings(place);
    const { stack, settings } = known;
    if (settings.stack.agent === false) {
        print(`Stack ${stack} has no agents: agent is false.`);
        return undefined;
    }
    const { servers, own } = await queryServers(place, known);
    const backends = await backendsOf(servers);
    const all = { ...options, own };
    const asked = askedQueries(settings, backends, all);
    const found = await withProgress(asked, (report) =>
        verify(stack, settings, backends, { ...all, report }),
    );
    tell(found, options.since, print);
    return found;
}
