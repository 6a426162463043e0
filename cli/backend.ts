import { createInterface } from "node:readline/promises";

import { Command } from "commander";

import { containerNames, ports } from "../components/dev/names";
import { docker, findContainers, findVolumes } from "./backend/docker";
import { forward } from "./backend/forward";
import { run, say } from "./console";

const program = new Command("backend")
    .description("The local Prometheus, Loki and Grafana of a dev stack, which pulumi up has made")
    .enablePositionalOptions()
    .showHelpAfterError();

program
    .command("status")
    .description("which of its containers run, and which data there is")
    .action(() => run(status));
program
    .command("stop")
    .description("stop its containers; their data stays")
    .action(() => run(stop));
program
    .command("start")
    .description("start them again")
    .action(() => run(start));
program
    .command("clean")
    .description("remove its containers and their data")
    .option("-y, --yes", "without asking")
    .action(({ yes = false }: { yes?: boolean }) => run(() => clean(yes)));
program
    .command("forward")
    .description("bring the ports of a dev stack on another machine to this one, until Ctrl-C")
    .argument("<user@host>", "the machine")
    .argument("[ssh options...]", "such as -p 2222")
    .allowUnknownOption()
    .passThroughOptions()
    .action((destination: string, options: string[]) => run(() => forward(destination, options)));

/** On this machine. Loki's is nginx's, which asks for the password. */
const addresses: Partial<Record<string, string>> = {
    [containerNames.prometheus]: `http://127.0.0.1:${ports.prometheus}`,
    [containerNames.lokiGateway]: `http://127.0.0.1:${ports.logs}`,
    [containerNames.victoriaLogs]: `http://127.0.0.1:${ports.logs}/select/vmui`,
    [containerNames.grafana]: `http://127.0.0.1:${ports.grafana}`,
};

async function status(): Promise<void> {
    const [containers, volumes] = await Promise.all([findContainers(), findVolumes()]);
    const isThere = (name: string) => containers.some((container) => container.name === name);
    // A stack runs one server of logs. The other is not missing.
    const { loki, lokiGateway, victoriaLogs, ...others } = containerNames;
    const logs = isThere(victoriaLogs) ? [victoriaLogs] : [loki, lokiGateway];
    for (const name of [others.prometheus, ...logs, others.grafana]) {
        const found = containers.find((container) => container.name === name);
        const address = found?.state === "running" ? (addresses[name] ?? "") : "";
        say(`${name.padEnd(26)}${(found?.status ?? "not there").padEnd(26)}${address}`.trimEnd());
    }
    say(`data: ${volumes.length > 0 ? volumes.join(", ") : "none"}`);
}

async function stop(): Promise<void> {
    const running = (await findContainers()).filter(({ state }) => state === "running");
    if (running.length === 0) {
        say("nothing of it runs");
        return;
    }
    const names = running.map(({ name }) => name);
    await docker("container", "stop", ...names);
    say(`stopped ${names.join(", ")}; the data is kept, and "npm run backend -- start" starts them again`);
}

async function start(): Promise<void> {
    const names = (await findContainers()).map(({ name }) => name);
    if (names.length === 0)
        throw new Error('there is no container to start; "pulumi up --refresh" of a dev stack makes them');
    await docker("container", "start", ...names);
    say(`started ${names.join(", ")}`);
}

async function clean(yes: boolean): Promise<void> {
    const [containers, volumes] = await Promise.all([findContainers(), findVolumes()]);
    const names = containers.map(({ name }) => name);
    if (names.length + volumes.length === 0) {
        say("nothing of it is there");
        return;
    }
    say(`containers: ${names.join(", ") || "none"}`);
    say(`data that is lost, all metrics, logs and changed dashboards: ${volumes.join(", ") || "none"}`);
    if (!yes && !(await confirmed())) {
        say("nothing was removed");
        return;
    }
    if (names.length > 0) await docker("container", "rm", "--force", "--volumes", ...names);
    if (volumes.length > 0) await docker("volume", "rm", ...volumes);
    // Without it Pulumi takes its state's word for it that they are there.
    say('removed; "pulumi up --refresh" makes them again, empty');
}

async function confirmed(): Promise<boolean> {
    if (!process.stdin.isTTY) throw new Error("nobody is here to be asked; give --yes");
    const terminal = createInterface(process.stdin, process.stdout);
    const answer = await terminal.question("Remove them? [y/N] ");
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
}

void program.parseAsync();
