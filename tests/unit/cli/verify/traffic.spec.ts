import * as assert from "node:assert/strict";

import { between, Counters, readCounters, standing, together } from "../../../../cli/verify/traffic";
import { RemoteKind } from "../../../../components/remotes";

const metricsRemote = { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w" };
const logsRemote = { kind: RemoteKind.Loki, name: "my-loki", url: "https://l.example/p" };

const metrics = `
prometheus_remote_storage_samples_total{component_id="prometheus.remote_write.remotes",remote_name="primary",url="u"} 100
prometheus_remote_storage_samples_total{component_id="prometheus.remote_write.remotes",remote_name="other",url="u"} 7
prometheus_remote_storage_samples_failed_total{remote_name="primary"} 10
prometheus_remote_storage_samples_retried_total{remote_name="primary"} 20
prometheus_remote_storage_samples_dropped_total{remote_name="primary",reason="too_old"} 3
prometheus_remote_storage_samples_dropped_total{remote_name="primary",reason="other"} 1
prometheus_remote_storage_queue_highest_sent_timestamp_seconds{remote_name="primary"} 1.764e+09
loki_write_sent_entries_total{component_id="loki.write.my_loki",host="h"} 50
loki_write_sent_entries_total{component_id="loki.write.other",host="h"} 9
loki_write_dropped_entries_total{component_id="loki.write.my_loki",reason="ingester_error"} 4
loki_write_dropped_entries_total{component_id="loki.write.my_loki",reason="line_too_long"} 2
loki_write_request_duration_seconds_count{component_id="loki.write.my_loki",status_code="204"} 12
loki_write_request_duration_seconds_count{component_id="loki.write.my_loki",status_code="-1"} 5
loki_write_request_duration_seconds_count{component_id="loki.write.my_loki",status_code="503"} 1
loki_write_request_duration_seconds_count{component_id="loki.write.my_loki",status_code="401"} 8
loki_source_journal_target_lines_total{component_id="loki.source.journal.syslog_my_loki"} 60
loki_source_journal_target_lines_total{component_id="loki.source.journal.syslog_other"} 99
loki_source_file_read_lines_total{component_id="loki.source.file.block_node_server_my_loki",path="/a"} 5
loki_source_file_read_lines_total{component_id="loki.source.file.block_node_server_my_loki",path="/b"} 6
`;

describe("what an agent counts of a remote", () => {
    it("is, of metrics, what was sent without what was refused and what is sent again", () => {
        assert.deepEqual(readCounters(metricsRemote, metrics), {
            accepted: 70,
            refused: 10,
            heldBack: 20,
            dropped: 4,
            read: 100,
            newest: 1.764e12,
            answers: {},
        });
    });

    it("is, of logs, what got through; a refusal is no answer that is tried again", () => {
        assert.deepEqual(readCounters(logsRemote, metrics), {
            accepted: 50,
            refused: 4,
            heldBack: 6,
            dropped: 2,
            read: 71,
            answers: { "204": 12, "-1": 5, "503": 1, "401": 8 },
        });
    });

    it("is nothing where it counts nothing", () => {
        const nothing = readCounters(metricsRemote, "");
        assert.equal(standing(nothing), "quiet");
        assert.equal("newest" in nothing, false);
    });
});

describe("how a remote stands between two readings", () => {
    const counters = (more: Partial<Counters> = {}): Counters => ({
        accepted: 0,
        refused: 0,
        heldBack: 0,
        dropped: 0,
        read: 0,
        answers: {},
        ...more,
    });

    it("is by what has changed, and not by what was before", () => {
        const before = counters({ accepted: 100, refused: 50, dropped: 9, answers: { "204": 5, "-1": 3 } });
        const after = { ...before, accepted: 120, answers: { "204": 9, "-1": 3 } };
        assert.deepEqual(between(before, after), counters({ accepted: 20, answers: { "204": 4 } }));
        assert.equal(standing(between(before, after)), "takes");
        assert.equal(standing(between(before, before)), "quiet");
    });

    it("loses as soon as anything is refused or given up, whatever else it takes", () => {
        assert.equal(standing(counters({ accepted: 1000, refused: 1 })), "loses");
        assert.equal(standing(counters({ accepted: 1000, dropped: 1 })), "loses");
    });

    it("holds where something is to be sent and nothing is taken", () => {
        assert.equal(standing(counters({ heldBack: 1 })), "holds");
        assert.equal(standing(counters({ read: 1 })), "holds");
    });

    it("does not take what is only on its way: the newest that has arrived tells", () => {
        const before = counters({ accepted: 100, read: 100, newest: 1000 });
        const stuck = between(before, { ...before, accepted: 110, read: 110 });
        assert.equal(standing(stuck), "holds");
        assert.equal(
            standing(between(before, { ...before, accepted: 110, read: 110, newest: 2000 })),
            "takes",
        );
    });

    it("begins at nothing with an agent that was started again", () => {
        assert.equal(between(counters({ accepted: 100 }), counters({ accepted: 3 })).accepted, 3);
    });

    it("is of all agents together what each has", () => {
        const sum = together([
            counters({ accepted: 1, newest: 5, answers: { "204": 1 } }),
            counters({ accepted: 2, refused: 3, newest: 7, answers: { "204": 1, "500": 2 } }),
            counters(),
        ]);
        assert.deepEqual(
            sum,
            counters({ accepted: 3, refused: 3, newest: 7, answers: { "204": 2, "500": 2 } }),
        );
    });
});
