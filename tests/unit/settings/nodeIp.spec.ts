import * as assert from "node:assert/strict";

import { findNodeIp, isOwnAddress, Machine } from "../../../settings/nodeIp";

const ipv4 = (address: string, internal = false) => ({ address, family: "IPv4" as const, internal });
const ipv6 = (address: string) => ({ address, family: "IPv6" as const, internal: false });

/** A route as /proc/net/route has it; a default one leads everywhere. */
const route = (name: string, metric: number, isDefault = true) =>
    [
        name,
        isDefault ? "00000000" : "0001A8C0",
        "0101A8C0",
        "0003",
        "0",
        "0",
        metric,
        isDefault ? "00000000" : "00FFFFFF",
    ].join("\t");

const machine = (more: Partial<Machine> = {}): Machine => ({
    platform: "linux",
    interfaces: {
        lo: [ipv4("127.0.0.1", true)],
        docker0: [ipv4("172.17.0.1")],
        eth0: [ipv6("fe80::1"), ipv4("192.168.1.10")],
        eth1: [ipv4("10.0.0.10")],
    },
    routes: "",
    gateways: () => [],
    ...more,
});

/** A machine with Docker networks. */
const withDocker = (networks: Record<string, string[]>) =>
    machine({ gateways: (network) => networks[network] ?? [] });

describe("the address under which pods reach this machine", () => {
    const table: [what: string, context: string | undefined, on: Machine, address: string | undefined][] = [
        ["the first one", undefined, machine(), "192.168.1.10"],
        ["that of the default route", "west", machine({ routes: route("eth1", 100) }), "10.0.0.10"],
        [
            "that of the preferred default route",
            "west",
            machine({ routes: ["Iface", route("eth1", 200), route("eth0", 100)].join("\n") }),
            "192.168.1.10",
        ],
        [
            "not that of a route to one network",
            "west",
            machine({ routes: route("eth1", 0, false) }),
            "192.168.1.10",
        ],
        [
            "not that of a VPN, which nobody else knows, although the default route is its",
            "west",
            machine({
                interfaces: {
                    tun0: [ipv4("10.8.0.2")],
                    wg0: [ipv4("10.9.0.2")],
                    eth0: [ipv4("192.168.1.10")],
                },
                routes: route("tun0", 0),
            }),
            "192.168.1.10",
        ],
        ["kind's gateway", "kind-dev", withDocker({ kind: ["172.18.0.1"] }), "172.18.0.1"],
        ["kind's gateway of IPv4", "kind-dev", withDocker({ kind: ["fc00::1", "172.18.0.1"] }), "172.18.0.1"],
        ["k3d's gateway", "k3d-dev", withDocker({ "k3d-dev": ["172.19.0.1"] }), "172.19.0.1"],
        ["minikube's gateway", "minikube", withDocker({ minikube: ["192.168.49.1"] }), "192.168.49.1"],
        ["its own where kind's network is not there", "kind-dev", machine(), "192.168.1.10"],
        [
            "its own for a cluster of another kind",
            "microk8s",
            withDocker({ kind: ["172.18.0.1"] }),
            "192.168.1.10",
        ],
        ["Docker Desktop's for its host", "docker-desktop", machine(), "192.168.65.254"],
        ["the same on a Mac", "kind-dev", machine({ platform: "darwin" }), "192.168.65.254"],
        ["the same on Windows", undefined, machine({ platform: "win32" }), "192.168.65.254"],
        [
            "none where there is none but the loopback and bridges",
            undefined,
            machine({ interfaces: { lo: [ipv4("127.0.0.1", true)], "br-1": [ipv4("172.20.0.1")] } }),
            undefined,
        ],
    ];
    for (const [what, context, on, address] of table) {
        it(`is ${what}`, () => {
            assert.equal(findNodeIp(context, on), address);
        });
    }

    it("is one that a server can listen on if it is this machine's own", () => {
        assert.equal(isOwnAddress("172.17.0.1", machine()), true);
        assert.equal(isOwnAddress("192.168.65.254", machine()), false);
    });
});
