import type { CostCommandOptions } from "../commands/cost";
import { note, printJson, say } from "../console";
import { costOf } from "../cost/cost";
import { tellCost } from "../cost/tell";
import { StackPlace } from "../stack/place";
import { readStackSettings } from "../stack/settings";
import { placeOfAgents } from "../verify/agents";
import { KubernetesAgents } from "../verify/kubernetesAgents";
import { queryServers } from "./queryServers";

/** Tell what a deployed stack costs now. Returns the exit code. */
export async function cost(
    place: StackPlace,
    { seconds, top, json = false }: CostCommandOptions,
): Promise<number> {
    const known = await readStackSettings(place);
    const { stack, settings } = known;
    const print = json ? note : say;
    if (settings.stack.agent === false) {
        print(`Stack ${stack} has no agents: agent is false.`);
        return 0;
    }
    const { servers } = await queryServers(place, known);
    print(`Watching the agents for ${seconds} s.`);
    const found = await costOf(
        {
            stack,
            clusterName: settings.stack.clusterName,
            remotes: settings.remotes,
            agents: new KubernetesAgents(settings.cluster, placeOfAgents(settings.stack)),
            ...(servers.prometheus && { prometheus: servers.prometheus }),
        },
        { seconds, top },
    );
    tellCost(found, print);
    if (!servers.prometheus)
        print(
            "\nSeries by job and metric: no server that could be asked is known; name one with alloy-stack:verify.",
        );
    if (json) printJson(found);
    return found.unasked.length > 0 ? 2 : 0;
}
