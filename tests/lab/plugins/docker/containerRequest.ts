import { parseDuration } from "../bridged/duration";
import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { asMap } from "./labels";

interface Port {
    internal: number;
    external: number;
    ip: string;
    protocol: string;
}

interface Healthcheck {
    tests: string[];
    interval: string;
    timeout: string;
    startPeriod: string;
    retries: number;
}

interface Volume {
    volumeName: string;
    containerPath: string;
}

/** What Docker is asked for to create a planned container. */
export function createRequest(planned: Properties): Properties {
    // What only Docker knows is left to Docker, or to the image.
    const wanted = Object.fromEntries(Object.entries(planned).filter(([, value]) => value !== unknownValue));
    const ports = wanted.ports as Port[];
    const volumes = wanted.volumes as Volume[];
    const { adds = [], drops = [] } = (wanted.capabilities ?? {}) as Properties;
    const healthcheck = wanted.healthcheck as Healthcheck | undefined;
    return {
        Image: wanted.image,
        Cmd: wanted.command,
        ...((wanted.entrypoints as string[] | undefined)?.length && { Entrypoint: wanted.entrypoints }),
        Env: wanted.envs,
        User: wanted.user ?? "",
        Labels: asMap(wanted.labels),
        ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])),
        Volumes: Object.fromEntries(volumes.map(({ containerPath }) => [containerPath, {}])),
        ...(healthcheck && { Healthcheck: healthcheckRequest(healthcheck) }),
        HostConfig: {
            NetworkMode: wanted.networkMode,
            RestartPolicy: { Name: wanted.restart },
            PortBindings: portBindings(ports),
            Binds: volumes.map(({ volumeName, containerPath }) => `${volumeName}:${containerPath}:rw`),
            CapAdd: adds,
            CapDrop: drops,
            Init: false,
        },
    };
}

/** Docker counts in nanoseconds. */
function healthcheckRequest({ tests, interval, timeout, startPeriod, retries }: Healthcheck): Properties {
    const nanoseconds = (duration: string) => Math.round(parseDuration(duration) * 1e9);
    return {
        Test: tests,
        Interval: nanoseconds(interval),
        Timeout: nanoseconds(timeout),
        StartPeriod: nanoseconds(startPeriod),
        Retries: retries,
    };
}

function portBindings(ports: Port[]): Record<string, Properties[]> {
    const bindings: Record<string, Properties[]> = {};
    for (const port of ports) {
        (bindings[portKey(port)] ??= []).push({ HostIp: port.ip, HostPort: String(port.external) });
    }
    return bindings;
}

function portKey({ internal, protocol }: Port): string {
    return `${internal}/${protocol}`;
}
