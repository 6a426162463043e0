import { parseDuration } from "../bridged/duration";
import { Properties } from "../plugin";

const mebibyte = 1024 * 1024;

/** What Docker must have told about a container for its recorded state to become what it is. */
export function inspectedOf(id: string, state: Properties): Properties {
    const memorySwap = (state.memorySwap ?? 0) as number;
    return {
        Id: id,
        Name: `/${state.name as string}`,
        Image: state.image,
        Platform: state.platform,
        State: {
            Running: true,
            ExitCode: 0,
            ...(state.healthcheck ? { Health: { Status: "healthy" } } : {}),
        },
        Config: {
            Hostname: state.hostname,
            Domainname: state.domainname,
            User: state.user,
            WorkingDir: state.workingDir,
            Cmd: state.command,
            Entrypoint: state.entrypoints,
            Tty: state.tty,
            OpenStdin: state.stdinOpen,
            StopSignal: state.stopSignal,
            StopTimeout: state.stopTimeout,
            ...(state.healthcheck ? { Healthcheck: healthcheckOf(state.healthcheck as Properties) } : {}),
        },
        HostConfig: {
            AutoRemove: state.rm,
            CapAdd: (state.capabilities as Properties | null)?.adds ?? null,
            CapDrop: (state.capabilities as Properties | null)?.drops ?? null,
            CpusetCpus: state.cpuSet,
            CpuShares: state.cpuShares,
            Dns: state.dns,
            DnsOptions: state.dnsOpts,
            DnsSearch: state.dnsSearches,
            GroupAdd: state.groupAdds,
            Init: state.init,
            IpcMode: state.ipcMode,
            LogConfig: { Type: state.logDriver, Config: state.logOpts },
            Memory: (state.memory as number) * mebibyte,
            MemorySwap: memorySwap > 0 ? memorySwap * mebibyte : memorySwap,
            NetworkMode: state.networkMode,
            PidMode: state.pidMode ?? "",
            Privileged: state.privileged,
            PublishAllPorts: state.publishAllPorts,
            ReadonlyRootfs: state.readOnly,
            RestartPolicy: { Name: state.restart, MaximumRetryCount: state.maxRetryCount },
            Runtime: state.runtime,
            SecurityOpt: state.securityOpts,
            ShmSize: (state.shmSize as number) * mebibyte,
            StorageOpt: state.storageOpts,
            Sysctls: state.sysctls,
            Tmpfs: state.tmpfs,
            UsernsMode: state.usernsMode,
        },
        NetworkSettings: {
            Bridge: state.bridge,
            Ports: portsOf((state.ports ?? []) as Properties[]),
            Networks: networksOf((state.networkDatas ?? []) as Properties[]),
        },
    };
}

function healthcheckOf(check: Properties): Properties {
    const nanoseconds = (duration: unknown) => Math.round(parseDuration(duration as string) * 1e9);
    return {
        Test: check.tests,
        Interval: nanoseconds(check.interval),
        Timeout: nanoseconds(check.timeout),
        StartPeriod: nanoseconds(check.startPeriod),
        StartInterval: nanoseconds(check.startInterval),
        Retries: check.retries,
    };
}

function portsOf(ports: Properties[]): Properties {
    return Object.fromEntries(
        ports.map(({ internal, protocol, ip, external }) => [
            `${internal as number}/${protocol as string}`,
            [{ HostIp: ip, HostPort: String(external) }],
        ]),
    );
}

function networksOf(networks: Properties[]): Properties {
    return Object.fromEntries(
        networks.map((data) => [
            data.networkName as string,
            {
                Gateway: data.gateway,
                GlobalIPv6Address: data.globalIpv6Address,
                GlobalIPv6PrefixLen: data.globalIpv6PrefixLength,
                IPAddress: data.ipAddress,
                IPPrefixLen: data.ipPrefixLength,
                IPv6Gateway: data.ipv6Gateway,
                MacAddress: data.macAddress,
            },
        ]),
    );
}
