#!/usr/bin/env bash
# A private PostgreSQL for development and tests: its own data directory, a Unix socket inside it,
# no TCP, no systemd, as an unprivileged user.
#
#   eval "$(tools/postgres.sh start DIR)"   starts it and names it in CROOZER_TEST_POSTGRES…
#   tools/postgres.sh stop DIR              stops it and keeps the data
#
# DIR is created if missing. `start` on a running cluster makes a fresh, empty croozer_test.
# PostgreSQL itself comes from Debian's postgresql-15; this script installs nothing.
set -euo pipefail

fail() {
    printf 'postgres.sh: %s\n' "$1" >&2
    exit 1
}

usage() {
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# Debian keeps initdb and pg_ctl out of PATH.
find_binaries() {
    local directory
    for directory in "${CROOZER_PG_BIN:-}" /usr/lib/postgresql/*/bin; do
        if [[ -n $directory && -x $directory/initdb && -x $directory/pg_ctl ]]; then
            bin=$directory
        fi
        if [[ -n ${bin:-} && $directory == "${CROOZER_PG_BIN:-}" ]]; then
            break
        fi
    done
    [[ -n ${bin:-} ]] || fail "no initdb found; install postgresql-15 or set CROOZER_PG_BIN"
}

# PostgreSQL refuses to run as root: the package's own user does it then, else `nobody`.
choose_user() {
    as=()
    if [[ $(id -u) -eq 0 ]]; then
        user=postgres
        id -u "$user" >/dev/null 2>&1 || user=nobody
        local group
        group=$(id -g "$user")
        as=(setpriv "--reuid=$user" "--regid=$group" --clear-groups --)
    fi
}

run_as_owner() {
    # From / because the caller's directory may be closed to that user.
    (cd / && env -u PGDATA -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE -u PGOPTIONS LC_ALL=C.UTF-8 \
        "${as[@]}" "$@")
}

admin() {
    run_as_owner "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$socket" -U croozer_admin "$@"
}

# No passwords: the mode of the socket's directory lets in that user and root, and nobody else.
create_cluster() {
    run_as_owner "$bin/initdb" -D "$data" -U croozer_admin --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 >"$directory/initdb.log" 2>&1 ||
        fail "initdb failed: $(tail -n 3 "$directory/initdb.log")"
    # Settings that make a small, quiet cluster; durability stays as it is in production.
    run_as_owner tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$socket'
max_connections = 100
shared_buffers = 32MB
jit = off
CONF
}

create_roles() {
    admin -d postgres <<'SQL'
do $$
declare
    name text;
begin
    foreach name in array array['croozer_owner', 'croozer_app', 'croozer_scan'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format(
                'create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', name);
        end if;
    end loop;
end
$$;
SQL
}

create_database() {
    admin -d postgres \
        -c "set client_min_messages = warning" \
        -c "drop database if exists croozer_test with (force)" \
        -c "create database croozer_test owner croozer_owner template template0 encoding 'UTF8'" \
        -c "revoke all on database croozer_test from public" \
        -c "grant connect on database croozer_test to croozer_app, croozer_scan"
}

is_running() { run_as_owner "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }

start() {
    mkdir -p "$directory"
    directory=$(cd "$directory" && pwd)
    data=$directory/data
    socket=$directory/socket
    # A socket's path holds 107 bytes (unix(7)); the file adds "/.s.PGSQL.5432".
    [[ ${#socket} -le 90 ]] || fail "the path of $directory is too long for a Unix socket"
    # The path goes into a configuration file and into connection strings.
    [[ $directory =~ ^[A-Za-z0-9_./+@-]+$ ]] || fail "$directory: a path without spaces, please"
    mkdir -p "$data" "$socket"
    if [[ ${#as[@]} -gt 0 ]]; then
        chown "$user" "$data" "$socket"
        chmod a+x "$directory"  # root's own (mktemp -d makes 0700): let that user pass through
        run_as_owner test -x "$data" || fail "user $user cannot reach $directory"
    fi
    chmod 700 "$data" "$socket"
    [[ -f $data/PG_VERSION ]] || create_cluster
    if ! is_running; then
        # The server must not keep the caller's pipe open: $(…) would wait for it for ever.
        run_as_owner "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" start \
            >"$directory/start.log" 2>&1 </dev/null ||
            fail "it did not start: $(run_as_owner tail -n 5 "$data/server.log")"
    fi
    create_roles
    create_database
    local at="host=$socket dbname=croozer_test"
    printf "export CROOZER_TEST_POSTGRES='%s user=croozer_app'\n" "$at"
    printf "export CROOZER_TEST_POSTGRES_OWNER='%s user=croozer_owner'\n" "$at"
    printf "export CROOZER_TEST_POSTGRES_SCAN='%s user=croozer_scan'\n" "$at"
}

stop() {
    data=$(cd "$directory" 2>/dev/null && pwd)/data || fail "$directory does not exist"
    if is_running; then
        run_as_owner "$bin/pg_ctl" -D "$data" -w -m fast stop >/dev/null
    fi
}

[[ $# -eq 2 && -n $2 ]] || usage
directory=$2
find_binaries
choose_user
case $1 in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
