#!/usr/bin/env bash
# Deploys what `npm run render` writes with nothing but helm, kubectl, docker and Vault's HTTP API, and ends when the
# agent's own metric arrives in the password-protected Prometheus. The engine's speed is measured against this.
# It has no server of logs and no remote for logs: what is read of them goes nowhere.
#   tests/lab/smoke.sh          deploy, then check
#   tests/lab/smoke.sh check    only check: do samples newer than now arrive?
# SMOKE_FAULT=wrong-password gives Vault another password than Prometheus takes: the check has to turn red.
set -euo pipefail
cd "$(dirname "$0")/../.."
KUBECONFIG=$(npm run --silent lab -- kubeconfig)
lab=$(dirname "$KUBECONFIG")
export KUBECONFIG PATH=$lab/bin:$PATH:/usr/sbin
out=$lab/smoke/rendered login=$lab/smoke/curl.conf patience=${SMOKE_PATIENCE:-240}
say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
fail() { say "RED: $*" >&2; exit 1; }
vault() { curl -fsS -H 'X-Vault-Token: devtoken' "http://127.0.0.1:8200/v1/$1" "${@:2}"; }

# container NAME [docker arguments for what render hides]
container() {
    local file=$out/containers/$1.json args command
    mapfile -t args < <(jq -r '"--name=\(.name)", (.user // empty | "--user=\(.)"), (.ports // [] | .[] | "--publish=\(.)"),
        (.volumes // [] | .[] | "--volume=\(.)"), (.labels // [] | .[] | "--label=\(.)"), "--restart=unless-stopped"' "$file")
    mapfile -t command < <(jq -r '.command[]' "$file")
    docker rm --force "$1" > /dev/null 2>&1 || true
    docker run --detach "${args[@]}" "${@:2}" "$(jq -r .image "$file")" "${command[@]}" > /dev/null
    say "container $1"
}

# release NAME
release() {
    local file=$out/releases/$1/release.json source
    mapfile -t source < <(jq -r '.chart, (.version // empty | "--version=\(.)"), (.repository // empty | "--repo=\(.)")' "$file")
    helm upgrade --install "$1" "${source[@]}" --namespace "$(jq -r .namespace "$file")" \
        --values "$out/releases/$1/values.yaml" --wait --timeout 3m > /dev/null || { kubectl get events -A --field-selector type=Warning; fail "release $1"; }
    say "release $1"
}

deploy() {
    local password wrong eso path body
    mkdir -p "$lab/smoke" && chmod 700 "$lab/smoke"
    node -e 'const { parse, stringify } = require("yaml");
        const file = parse(require("fs").readFileSync(0, "utf8"));
        file.config["alloy-stack:lokiRemotes"] = [];
        console.log(stringify(file));' < "$lab/project/Pulumi.dev.yaml" > "$lab/smoke/Pulumi.dev.yaml"
    npm run --silent render -- --cwd "$lab/project" --stack dev --config-file "$lab/smoke/Pulumi.dev.yaml" --out "$out" > /dev/null
    alloy validate "$out/config.alloy"; alloy fmt -t "$out/config.alloy"
    say "rendered; alloy validate and alloy fmt -t accept config.alloy"

    password=$(openssl rand -hex 12) eso=$(openssl rand -hex 12)
    wrong=$([ "${SMOKE_FAULT:-}" = wrong-password ] && echo "not-$password" || echo "$password")
    (umask 077 && echo "user = \"admin:$password\"" > "$login")
    printf 'basic_auth_users:\n    admin: %s\n' \
        "$(node -e 'console.log(require("bcryptjs").hashSync(require("fs").readFileSync(0, "utf8").trim(), 10))' <<< "$password")" > "$lab/smoke/web.yml"
    container alloy-stack-prometheus --volume="$PWD/components/dev/config/prometheus.yml:/etc/prometheus/prometheus.yml:ro" \
        --volume="$lab/smoke/web.yml:/etc/prometheus/web.yml:ro"
    container solo-weaver-vault --cap-add=IPC_LOCK --env=VAULT_DEV_ROOT_TOKEN_ID=devtoken --env=VAULT_DEV_LISTEN_ADDRESS=0.0.0.0:8200
    vault sys/health --retry 30 --retry-delay 1 --retry-all-errors > /dev/null 2>&1
    while IFS=$'\t' read -r path body; do
        case $path in
            auth/*) body="{\"password\": \"$eso\", \"token_policies\": [\"eso-policy\"]}" ;;
            secret/data/*) body="{\"data\": {\"password\": \"$wrong\"}}" ;;
        esac
        vault "$path" --data @- <<< "$body" > /dev/null
        say "Vault: $path"
    done < <(jq -r '.[] | "\(.path)\t\(.body | tojson)"' "$out/vault.json")

    for file in "$out"/objects/namespace-*.yaml; do kubectl apply --filename="$file"; done
    release prometheus-operator-crds
    release external-secrets
    sed -i "s/<secret>/$eso/" "$out/objects/secret-vault-credentials.yaml"
    kubectl apply --filename="$out/objects"
    kubectl wait --for=condition=Ready clustersecretstore/vault-secret-store --timeout=60s
    kubectl -n grafana-alloy annotate externalsecrets --all --overwrite "force-sync=$(date +%s)"
    release grafana-alloy
    kubectl -n grafana-alloy wait --for=condition=Ready externalsecrets --all --timeout=60s
}

# Samples that Alloy itself says it could not send, all pods together.
failed() {
    for pod in $(kubectl -n grafana-alloy get pods -l app.kubernetes.io/name=alloy -o name); do
        kubectl get --raw "/api/v1/namespaces/grafana-alloy/pods/${pod#pod/}:12345/proxy/metrics"
    done | awk '/^prometheus_remote_storage_samples_failed_total/ {n += $NF} END {print n + 0}'
}

check() {
    local begin before answer reason
    begin=$(date +%s) before=$(failed)
    while [ $(($(date +%s) - begin)) -lt "$patience" ]; do
        answer=$(curl -fsS --config "$login" http://127.0.0.1:9090/api/v1/query \
            --data-urlencode "query=up{job=\"alloy\"} == 1 and timestamp(up{job=\"alloy\"}) > $begin")
        if [ "$(jq '.data.result | length' <<< "$answer")" -gt 0 ]; then
            say "GREEN: up{job=\"alloy\"} is 1, $(jq -c '.data.result[0].metric | {cluster, instance}' <<< "$answer")"
            return
        fi
        sleep 2
    done
    reason=$(kubectl -n grafana-alloy logs -l app.kubernetes.io/name=alloy -c alloy --tail=200 | grep -o 'HTTP status [^:"]*' | tail -1 || true)
    fail "no new sample in $patience s; Alloy failed to send $(($(failed) - before)) samples meanwhile (${reason:-its log says nothing of the remote})"
}

[ "${1:-}" = check ] || deploy
check
