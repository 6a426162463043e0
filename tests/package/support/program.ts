import { offlineProgram } from "../../../program";
import { parseSettings } from "../../../settings/settings";

/** The repository's own program, configured to what `examples/typescript` asks for. */
export = () => {
    const vault = "https://vault.example.com:8200";
    const given = {
        clusterName: "prod-west",
        prometheusRemotes: '["primary:https://prometheus.example.com/api/v1/write:agent"]',
        remotePasswords: '{"prometheus/primary":"of-the-remote"}',
        vaultAddress: vault,
        esoPassword: "of-the-operator",
    };
    offlineProgram(parseSettings("alloy-stack", given).settings);
};
