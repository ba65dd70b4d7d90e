// Databases of their own in the private cluster that tools/postgres.sh started: whole-binary tests
// and benches each want an empty one.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

const conninfo = process.env.CROOZER_TEST_POSTGRES;
const socket = conninfo?.match(/host=(\S+)/)?.[1];

export const hasPostgres = Boolean(socket);

function psql(database, sql) {
  return execFileSync('psql', ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-h', socket, '-U', 'croozer_admin', '-d', database],
    { input: sql, encoding: 'utf8' }).trim();
}

// The [data] section of a server that uses it, and what a test needs beside.
export function createDatabase() {
  const name = `croozer_${randomBytes(6).toString('hex')}`;
  psql('postgres', `set client_min_messages = warning;
    create database ${name} owner croozer_owner template template0 encoding 'UTF8';
    revoke all on database ${name} from public;
    grant connect on database ${name} to croozer_app, croozer_scan;`);
  const at = (user) => `host=${socket} dbname=${name} user=${user}`;
  return {
    settings: { postgres: at('croozer_app'), postgres_owner: at('croozer_owner'), postgres_scan: at('croozer_scan') },
    query: (sql) => psql(name, sql),
    // As if the server were down, for this database alone.
    shut: () => psql('postgres', `alter database ${name} allow_connections false; select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`),
    reopen: () => psql('postgres', `alter database ${name} allow_connections true`),
    drop: () => psql('postgres', `drop database if exists ${name} with (force)`),
  };
}
