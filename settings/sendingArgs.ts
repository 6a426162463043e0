import { AlloyStackArgs } from "../components/args";
import { WalArgs } from "../components/sending";
import { StackValues } from "./schema";

/** The args of the keys in `keys/sending.ts` that have the same names there. */
export function sendingArgs(values: StackValues): Partial<AlloyStackArgs> {
    const { agentValues, externalSecretsValues, wal } = values;
    return {
        ...(Object.keys(agentValues).length > 0 && { agentValues }),
        ...(Object.keys(externalSecretsValues).length > 0 && { externalSecretsValues }),
        // What is not given in it is left out rather than undefined: it was JSON.
        ...(Object.keys(wal).length > 0 && { wal: wal as WalArgs }),
    };
}
