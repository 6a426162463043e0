import { QueryServers } from "./keys/verify";
import { Problems } from "./problems";
import { readValues } from "./values";

/** The servers that answer queries, as the key verify has them, or as a default; throws if it is wrong. */
export function readQueryServers(project: string, text = "{}"): QueryServers {
    const problems = new Problems(project);
    // The other keys are not read here.
    const { verify } = readValues({ clusterName: "any", verify: text }, problems);
    problems.throwIfAny();
    return verify;
}
