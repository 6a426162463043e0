import { Schema } from "../bridged/schema";
import { labelsProperty } from "./labels";

const capabilities: Schema = {
    adds: { kind: "set", served: true, replaces: true, terraform: "add" },
    drops: { kind: "set", replaces: true, terraform: "drop" },
};

const healthcheck: Schema = {
    interval: { kind: "string", served: true, default: "0s" },
    retries: { kind: "number", served: true, default: 0 },
    startInterval: { kind: "string", default: "0s" },
    startPeriod: { kind: "string", default: "0s" },
    tests: { kind: "list", served: true, required: true, terraform: "test" },
    timeout: { kind: "string", served: true, default: "0s" },
};

const networkDatas: Schema = {
    gateway: { kind: "string" },
    globalIpv6Address: { kind: "string" },
    globalIpv6PrefixLength: { kind: "number" },
    ipAddress: { kind: "string" },
    ipPrefixLength: { kind: "number" },
    ipv6Gateway: { kind: "string" },
    macAddress: { kind: "string" },
    networkName: { kind: "string" },
};

const networksAdvanced: Schema = {
    aliases: { kind: "set" },
    driverOpts: { kind: "set" },
    gwPriority: { kind: "number" },
    ipv4Address: { kind: "string" },
    ipv6Address: { kind: "string" },
    linkLocalIps: { kind: "set" },
    macAddress: { kind: "string" },
    name: { kind: "string", served: true, required: true },
};

const ports: Schema = {
    external: { kind: "number", served: true, required: true },
    internal: { kind: "number", served: true, required: true },
    ip: { kind: "string", served: true, default: "0.0.0.0" },
    protocol: { kind: "string", default: "tcp" },
};

const uploads: Schema = {
    content: { kind: "string", served: true, required: true },
    contentBase64: { kind: "string" },
    executable: { kind: "boolean", default: false },
    file: { kind: "string", served: true, required: true },
    permissions: { kind: "string" },
    source: { kind: "string" },
    sourceHash: { kind: "string" },
};

const volumes: Schema = {
    containerPath: { kind: "string", served: true, required: true },
    fromContainer: { kind: "string" },
    hostPath: { kind: "string" },
    readOnly: { kind: "boolean" },
    selinuxRelabel: { kind: "string" },
    volumeName: { kind: "string", served: true, required: true },
};

/** Blocks that are never there, because they aren't served. */
const none: Schema = {};

export const containerSchema: Schema = {
    attach: { kind: "boolean", default: false },
    bridge: { kind: "string", computed: true },
    capabilities: { kind: "block", served: true, replaces: true, fields: capabilities },
    cgroupParent: { kind: "string", replaces: true },
    cgroupnsMode: { kind: "string", replaces: true },
    command: { kind: "list", served: true, computed: true, replaces: true },
    containerLogs: { kind: "string", computed: true },
    containerReadRefreshTimeoutMilliseconds: { kind: "number", default: 15000 },
    cpuPeriod: { kind: "number" },
    cpuQuota: { kind: "number" },
    cpuSet: { kind: "string" },
    cpuShares: { kind: "number" },
    cpus: { kind: "string", replaces: true },
    destroyGraceSeconds: { kind: "number" },
    deviceReadBps: { kind: "set", fields: none },
    deviceReadIops: { kind: "set", fields: none },
    deviceRequests: { kind: "list", fields: none, replaces: true },
    deviceWriteBps: { kind: "set", fields: none },
    deviceWriteIops: { kind: "set", fields: none },
    devices: { kind: "set", fields: none, replaces: true },
    dns: { kind: "set", replaces: true },
    dnsOpts: { kind: "set", replaces: true },
    dnsSearches: { kind: "set", replaces: true, terraform: "dns_search" },
    domainname: { kind: "string", replaces: true },
    entrypoints: { kind: "list", served: true, computed: true, replaces: true, terraform: "entrypoint" },
    envs: { kind: "set", served: true, computed: true, replaces: true, terraform: "env" },
    exitCode: { kind: "number", computed: true },
    gpus: { kind: "string", replaces: true },
    groupAdds: { kind: "set", replaces: true, terraform: "group_add" },
    healthcheck: { kind: "block", served: true, computed: true, fields: healthcheck },
    hostname: { kind: "string", computed: true, replaces: true },
    hosts: { kind: "set", fields: none, replaces: true, terraform: "host" },
    image: { kind: "string", served: true, required: true, replaces: true },
    init: { kind: "boolean", computed: true },
    ipcMode: { kind: "string", computed: true, replaces: true },
    labels: { ...labelsProperty, served: true, computed: true },
    logDriver: { kind: "string", computed: true, replaces: true },
    logOpts: { kind: "map", replaces: true },
    logs: { kind: "boolean", default: false },
    maxRetryCount: { kind: "number" },
    memory: { kind: "number" },
    memoryReservation: { kind: "number", default: 0 },
    memorySwap: { kind: "number" },
    mounts: { kind: "set", fields: none, replaces: true },
    mustRun: { kind: "boolean", default: true },
    name: { kind: "string", served: true, required: true, replaces: true },
    networkDatas: { kind: "list", computed: true, fields: networkDatas, terraform: "network_data" },
    networkMode: { kind: "string", default: "bridge", replaces: true },
    networksAdvanced: { kind: "set", served: true, replaces: true, fields: networksAdvanced },
    pidMode: { kind: "string", replaces: true },
    platform: { kind: "string", computed: true, replaces: true },
    ports: { kind: "list", served: true, replaces: true, fields: ports },
    privileged: { kind: "boolean", replaces: true },
    publishAllPorts: { kind: "boolean", replaces: true },
    readOnly: { kind: "boolean", default: false, replaces: true },
    removeVolumes: { kind: "boolean", default: true },
    restart: { kind: "string", served: true, default: "no" },
    rm: { kind: "boolean", default: false },
    runtime: { kind: "string", computed: true, replaces: true },
    securityOpts: { kind: "set", computed: true, replaces: true },
    shmSize: { kind: "number", computed: true, replaces: true },
    start: { kind: "boolean", default: true },
    stdinOpen: { kind: "boolean", default: false, replaces: true },
    stopSignal: { kind: "string", computed: true, replaces: true },
    stopTimeout: { kind: "number", computed: true, replaces: true },
    storageOpts: { kind: "map", replaces: true },
    sysctls: { kind: "map", replaces: true },
    tmpfs: { kind: "map" },
    tty: { kind: "boolean", default: false, replaces: true },
    ulimits: { kind: "set", fields: none, replaces: true, terraform: "ulimit" },
    uploads: { kind: "set", served: true, replaces: true, fields: uploads, terraform: "upload" },
    user: { kind: "string", served: true, unmanaged: true, replaces: true },
    usernsMode: { kind: "string", replaces: true },
    volumes: { kind: "set", served: true, replaces: true, fields: volumes },
    wait: { kind: "boolean", served: true, default: false },
    waitTimeout: { kind: "number", served: true, default: 60 },
    workingDir: { kind: "string", unmanaged: true, replaces: true },
};
