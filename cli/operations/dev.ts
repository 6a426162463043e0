import Table from "cli-table3";

import { containerNames, ports } from "../../components/dev/names";
import { confirmed } from "../ask";
import { say } from "../console";
import { docker } from "../dev/docker";
import { findContainers, findVolumes } from "../dev/servers";
import { Failure } from "../failure";
import { plainTable } from "../table";

/** On this machine. Loki's is nginx's, which asks for the password. */
const addresses: Partial<Record<string, string>> = {
    [containerNames.prometheus]: `http://127.0.0.1:${ports.prometheus}`,
    [containerNames.lokiGateway]: `http://127.0.0.1:${ports.logs}`,
    [containerNames.victoriaLogs]: `http://127.0.0.1:${ports.logs}/select/vmui`,
    [containerNames.grafana]: `http://127.0.0.1:${ports.grafana}`,
};

export async function status(): Promise<void> {
    const [containers, volumes] = await Promise.all([findContainers(), findVolumes()]);
    const isThere = (name: string) => containers.some((container) => container.name === name);
    // A stack runs one server of logs. The other is not missing.
    const { loki, lokiGateway, victoriaLogs, ...others } = containerNames;
    const logs = isThere(victoriaLogs) ? [victoriaLogs] : [loki, lokiGateway];
    const table = new Table(plainTable);
    for (const name of [others.prometheus, ...logs, others.grafana]) {
        const found = containers.find((container) => container.name === name);
        const address = found?.state === "running" ? (addresses[name] ?? "") : "";
        table.push([name, found?.status ?? "not there", address]);
    }
    say(table.toString());
    say(`data: ${volumes.length > 0 ? volumes.join(", ") : "none"}`);
}

export async function stop(): Promise<void> {
    const running = (await findContainers()).filter(({ state }) => state === "running");
    if (running.length === 0) {
        say("none of the containers runs");
        return;
    }
    const names = running.map(({ name }) => name);
    await docker("container", "stop", ...names);
    say(`stopped ${names.join(", ")}; the data is kept, and "alloy-stack dev start" starts them again`);
}

export async function start(): Promise<void> {
    const names = (await findContainers()).map(({ name }) => name);
    if (names.length === 0)
        throw new Failure(
            'there is no container to start; "pulumi up --refresh" of a dev stack creates them',
        );
    await docker("container", "start", ...names);
    say(`started ${names.join(", ")}`);
}

export async function clean(yes: boolean): Promise<void> {
    const [containers, volumes] = await Promise.all([findContainers(), findVolumes()]);
    const names = containers.map(({ name }) => name);
    if (names.length + volumes.length === 0) {
        say("there are no containers and no data");
        return;
    }
    say(`containers: ${names.join(", ") || "none"}`);
    say(`data that is deleted, all metrics, logs and changed dashboards: ${volumes.join(", ") || "none"}`);
    if (!yes && !(await confirmed("Remove them?"))) {
        say("nothing was removed");
        return;
    }
    if (names.length > 0) await docker("container", "rm", "--force", "--volumes", ...names);
    if (volumes.length > 0) await docker("volume", "rm", ...volumes);
    // Without it Pulumi takes its state's word for it that they are there.
    say('removed; "pulumi up --refresh" creates them again, empty');
}
