import { formatDuration } from "../bridged/duration";
import { inOrder } from "../bridged/schema";
import { Properties } from "../plugin";

/** What Docker tells about a container, as far as it matters here. */
export interface Inspected {
    Id: string;
    Name: string;
    Image: string;
    Platform: string;
    State: {
        Running: boolean;
        ExitCode: number;
        Health?: { Status: string } | null;
    };
    Config: {
        Hostname: string;
        Domainname: string;
        User: string;
        WorkingDir: string;
        Cmd: string[] | null;
        Entrypoint: string[] | null;
        Tty: boolean;
        OpenStdin: boolean;
        StopSignal?: string;
        StopTimeout?: number;
        Healthcheck?: Healthcheck;
    };
    HostConfig: {
        AutoRemove: boolean;
        CapAdd: string[] | null;
        CapDrop: string[] | null;
        CpusetCpus: string;
        CpuShares: number;
        Dns: string[] | null;
        DnsOptions: string[] | null;
        DnsSearch: string[] | null;
        GroupAdd: string[] | null;
        Init?: boolean | null;
        IpcMode: string;
        LogConfig: { Type: string; Config: Properties | null };
        Memory: number;
        MemorySwap: number;
        NetworkMode: string;
        PidMode: string;
        Privileged: boolean;
        PublishAllPorts: boolean;
        ReadonlyRootfs: boolean;
        RestartPolicy: { Name: string; MaximumRetryCount: number };
        Runtime: string;
        SecurityOpt: string[] | null;
        ShmSize: number;
        StorageOpt?: Properties | null;
        Sysctls?: Properties | null;
        Tmpfs?: Properties | null;
        UsernsMode: string;
    };
    NetworkSettings: {
        Bridge: string;
        Ports: Record<string, { HostIp: string; HostPort: string }[] | null> | null;
        Networks: Record<string, NetworkEndpoint> | null;
    };
}

interface Healthcheck {
    Test: string[] | null;
    Interval?: number;
    Timeout?: number;
    StartPeriod?: number;
    StartInterval?: number;
    Retries?: number;
}

interface NetworkEndpoint {
    Gateway: string;
    GlobalIPv6Address: string;
    GlobalIPv6PrefixLen: number;
    IPAddress: string;
    IPPrefixLen: number;
    IPv6Gateway: string;
    MacAddress: string;
}

const mebibyte = 1024 * 1024;

/**
 * A container's properties as Docker tells them. The official plugin reads neither environment, labels, volumes nor
 * uploads back: images bring some of their own.
 */
export function containerState(inspected: Inspected): Properties {
    const { Config: config, HostConfig: host, NetworkSettings: networking, State: state } = inspected;
    return {
        bridge: networking.Bridge,
        capabilities: capabilities(host.CapAdd ?? [], host.CapDrop ?? []),
        command: config.Cmd ?? [],
        cpuSet: host.CpusetCpus,
        cpuShares: host.CpuShares,
        dns: host.Dns ?? [],
        dnsOpts: host.DnsOptions ?? [],
        dnsSearches: host.DnsSearch ?? [],
        domainname: config.Domainname,
        entrypoints: config.Entrypoint ?? [],
        ...(!state.Running && { exitCode: state.ExitCode }),
        groupAdds: host.GroupAdd ?? [],
        healthcheck: config.Healthcheck ? healthcheck(config.Healthcheck) : null,
        hostname: config.Hostname,
        image: inspected.Image,
        init: host.Init ?? false,
        ipcMode: host.IpcMode,
        logDriver: host.LogConfig.Type,
        logOpts: host.LogConfig.Config ?? {},
        maxRetryCount: host.RestartPolicy.MaximumRetryCount,
        memory: host.Memory / mebibyte,
        memorySwap: host.MemorySwap > 0 ? host.MemorySwap / mebibyte : host.MemorySwap,
        name: inspected.Name.replace(/^\//, ""),
        networkDatas: Object.entries(networking.Networks ?? {}).map(networkData),
        networkMode: host.NetworkMode,
        pidMode: host.PidMode || null,
        platform: inspected.Platform,
        ports: ports(networking.Ports ?? {}),
        privileged: host.Privileged,
        publishAllPorts: host.PublishAllPorts,
        readOnly: host.ReadonlyRootfs,
        restart: host.RestartPolicy.Name,
        rm: host.AutoRemove,
        runtime: host.Runtime,
        securityOpts: inOrder(host.SecurityOpt ?? []),
        shmSize: host.ShmSize / mebibyte,
        stdinOpen: config.OpenStdin,
        stopSignal: config.StopSignal ?? "",
        stopTimeout: config.StopTimeout ?? 0,
        storageOpts: host.StorageOpt ?? {},
        sysctls: host.Sysctls ?? {},
        tmpfs: host.Tmpfs ?? {},
        tty: config.Tty,
        user: config.User,
        usernsMode: host.UsernsMode,
        workingDir: config.WorkingDir,
    };
}

function capabilities(adds: string[], drops: string[]): Properties | null {
    if (adds.length === 0 && drops.length === 0) return null;
    return { adds: inOrder(adds), drops: inOrder(drops) };
}

function healthcheck(check: Healthcheck): Properties {
    const duration = (nanoseconds = 0) => formatDuration(nanoseconds / 1e9);
    return {
        interval: duration(check.Interval),
        retries: check.Retries ?? 0,
        startInterval: duration(check.StartInterval),
        startPeriod: duration(check.StartPeriod),
        tests: check.Test ?? [],
        timeout: duration(check.Timeout),
    };
}

function networkData([networkName, endpoint]: [string, NetworkEndpoint]): Properties {
    return {
        gateway: endpoint.Gateway,
        globalIpv6Address: endpoint.GlobalIPv6Address,
        globalIpv6PrefixLength: endpoint.GlobalIPv6PrefixLen,
        ipAddress: endpoint.IPAddress,
        ipPrefixLength: endpoint.IPPrefixLen,
        ipv6Gateway: endpoint.IPv6Gateway,
        macAddress: endpoint.MacAddress,
        networkName,
    };
}

/** Those that are published, from the lowest inside up. */
function ports(published: Record<string, { HostIp: string; HostPort: string }[] | null>): Properties[] {
    return Object.entries(published)
        .flatMap(([key, bindings]) => {
            const [internal, protocol] = key.split("/");
            return (bindings ?? []).map(({ HostIp, HostPort }) => ({
                external: Number(HostPort),
                internal: Number(internal),
                ip: HostIp,
                protocol,
            }));
        })
        .sort((a, b) => a.internal - b.internal);
}
