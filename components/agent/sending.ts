import { RemoteKind } from "../remotes";
import { WalArgs } from "../sending";
import { fileOf, KnownDestination } from "./destination";
import { aligned, Attribute, certificates, stringList, stringMap, text } from "./values";

/** A block in an `endpoint` block, and the blocks in that. */
export interface EndpointBlock {
    block: string;
    attributes: Attribute[];
    inner: { block: string; attributes: Attribute[] }[];
}

/** What a remote's sending adds to its endpoint's attributes. Nothing is there that is not given. */
export function sendingAttributes(remote: KnownDestination): Record<string, string | undefined> {
    const { kind, queue = {}, remoteWriteVersion, sendNativeHistograms } = remote;
    if (kind === RemoteKind.Loki)
        return {
            batch_wait: text(queue.batchWait),
            batch_size: text(queue.batchSize),
            min_backoff_period: text(queue.minBackoff),
            max_backoff_period: text(queue.maxBackoff),
            max_backoff_retries: number(queue.maxRetries),
        };
    return {
        protobuf_message: remoteWriteVersion === 2 ? text("io.prometheus.write.v2.Request") : undefined,
        send_native_histograms: sendNativeHistograms ? "true" : undefined,
    };
}

/** The blocks that it adds. */
export function sendingBlocks(remote: KnownDestination): EndpointBlock[] {
    const { oauth2, sigv4, queue = {} } = remote;
    return [
        ...(oauth2
            ? block(
                  "oauth2",
                  {
                      client_id: text(oauth2.clientId),
                      client_secret_file: fileOf(remote, "client_secret"),
                      token_url: text(oauth2.tokenUrl),
                      scopes: oauth2.scopes && stringList(oauth2.scopes),
                      endpoint_params: oauth2.endpointParams && stringMap(oauth2.endpointParams),
                      proxy_url: text(remote.proxyUrl),
                      proxy_from_environment: remote.proxyFromEnvironment ? "true" : undefined,
                  },
                  block("tls_config", { ca_pem: certificates(oauth2.ca) }),
              )
            : []),
        ...(sigv4
            ? block("sigv4", {
                  region: text(sigv4.region),
                  role_arn: text(sigv4.roleArn),
                  external_id: text(sigv4.externalId),
                  service_name: text(sigv4.serviceName),
              })
            : []),
        ...(remote.kind === RemoteKind.Prometheus
            ? block("queue_config", {
                  capacity: number(queue.capacity),
                  max_shards: number(queue.maxShards),
                  min_shards: number(queue.minShards),
                  max_samples_per_send: number(queue.maxSamplesPerSend),
                  batch_send_deadline: text(queue.batchSendDeadline),
                  min_backoff: text(queue.minBackoff),
                  max_backoff: text(queue.maxBackoff),
                  sample_age_limit: text(queue.sampleAgeLimit),
              })
            : []),
    ];
}

/** The block about the disk; none if nothing is said of it. */
export function walBlock({
    truncateFrequency,
    minKeepalive,
    maxKeepalive,
}: WalArgs): EndpointBlock | undefined {
    const [wal] = block("wal", {
        truncate_frequency: text(truncateFrequency),
        min_keepalive_time: text(minKeepalive),
        max_keepalive_time: text(maxKeepalive),
    });
    return wal;
}

/** A block with those of its attributes that have a value; none if it has none. */
function block(
    name: string,
    values: Record<string, string | undefined>,
    inner: EndpointBlock[] = [],
): EndpointBlock[] {
    const attributes = aligned(values);
    return attributes.length > 0 ? [{ block: name, attributes, inner }] : [];
}

function number(value: number | undefined): string | undefined {
    return value === undefined ? undefined : String(value);
}
