#!/usr/bin/env bash
# Starts the server and the sandbox side by side and stops both on Ctrl-C.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
# shellcheck source=tools/setup.sh
source tools/setup.sh
need_node

state=$root/.dev
if [[ ${1:-} == --fresh ]]; then
    say "removing $state"
    rm -rf "$state"
fi

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
next_free() {
    local port=$1
    until port_is_free "$port"; do port=$((port + 1)); done
    echo "$port"
}
port_in() { sed -n "s/^$2 = \([0-9]*\)$/\1/p" "$1" | head -n 1; }

if [[ ! -f $state/croozer.toml ]]; then
    server_port=$(next_free 8080)
    [[ $server_port == 8080 ]] || say "port 8080 is taken: the server uses $server_port"
    sandbox_port=$(next_free $((server_port + 1)))
    node tools/demo_config.mjs "$state" "$server_port" "$sandbox_port"
fi
server_port=$(port_in "$state/croozer.toml" port)
sandbox_port=$(port_in "$state/sandbox.toml" listen_port)
port_is_free "$server_port" || fail "port $server_port is taken (is Croozer running already?); ./dev run --fresh chooses others"
port_is_free "$sandbox_port" || fail "port $sandbox_port is taken; ./dev run --fresh chooses others"

pids=()
stop() {
    trap - INT TERM EXIT
    for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    say "stopped; everything is kept in .dev"
}
trap 'stop; exit 0' INT TERM
trap stop EXIT

start() {
    local name=$1 out=$state/$1.out
    shift
    : >"$out"
    "$@" >"$out" 2>"$state/$name.log" &
    pids+=($!)
    for _ in $(seq 200); do
        grep -q '^ready ' "$out" && return
        kill -0 "${pids[-1]}" 2>/dev/null || { tail -n 5 "$state/$name.log" >&2; fail "$name did not start"; }
        sleep 0.05
    done
    fail "$name is not ready after 10 s; see .dev/$name.log"
}
start croozer build/release/croozer serve --config "$state/croozer.toml"
start sandbox build/release/croozer-sandbox --config "$state/sandbox.toml"

cat <<EOF

  The demo: a customer's phone beside the shop's board
      http://localhost:$sandbox_port/demo

  The board alone
      http://localhost:$server_port/

  Logs: .dev/croozer.log, .dev/sandbox.log.   Ctrl-C stops both; ./dev run --fresh starts over.

EOF
wait -n "${pids[@]}" || true
