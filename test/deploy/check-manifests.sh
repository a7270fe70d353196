#!/usr/bin/env bash
# Checks what deploys the platform: the Kubernetes manifests against the API's schemas, the compose file by Compose.
# Uses the tools that are there and says what it skips. CI sets REQUIRE_ALL=1, with which a skip is a failure.
#   kubectl or kustomize    renders the overlays
#   kubernetes-validate     checks the schemas (pip install kubernetes-validate)
#   docker compose          checks docker-compose.yml
set -euo pipefail
cd "$(dirname "$0")/../.."

kubernetes_version=1.34
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skipped=0 failed=0

skip() { echo "skipped: $1"; skipped=$((skipped + 1)); }
fail() { echo "failed: $1" >&2; failed=$((failed + 1)); }
have() { command -v "$1" >/dev/null 2>&1; }

render() {
  if have kubectl; then kubectl kustomize "$1"; else kustomize build "$1"; fi
}

check_overlay() {
  local overlay=$1 rendered
  rendered=$work/$(basename "$overlay").yaml
  if ! render "$overlay" >"$rendered"; then fail "$overlay cannot be rendered"; return; fi
  grep -q '^kind: Secret$' "$rendered" && fail "$overlay contains a Secret: keep values out of the repository"
  grep -qE '^ *image: [^:]+(:latest)?$' "$rendered" && fail "$overlay runs an image without a fixed version"
  if ! have kubernetes-validate; then skip "schemas of $overlay (kubernetes-validate is not installed)"; return; fi
  if kubernetes-validate -k "$kubernetes_version" --strict "$rendered" >"$work/said" 2>&1; then
    echo "ok: $overlay, $(grep -c '^kind: ' "$rendered") objects, Kubernetes $kubernetes_version"
  else
    cat "$work/said" >&2; fail "$overlay does not match the schemas of Kubernetes $kubernetes_version"
  fi
}

if have kubectl || have kustomize; then
  for overlay in k8s/overlays/*/; do check_overlay "${overlay%/}"; done
else
  skip 'Kubernetes manifests (neither kubectl nor kustomize is installed)'
fi

if docker compose version >/dev/null 2>&1; then
  node docker/make-secrets.js >"$work/env"
  if docker compose --env-file "$work/env" config --quiet; then echo 'ok: docker-compose.yml'; else fail docker-compose.yml; fi
else
  skip 'docker-compose.yml (docker compose is not installed)'
fi

echo "$failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && { [ "$skipped" -eq 0 ] || [ "${REQUIRE_ALL:-0}" != 1 ]; }
