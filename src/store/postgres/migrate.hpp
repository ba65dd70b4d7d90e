// The schema on PostgreSQL, and what must hold of roles before a server may use it:
//   croozer_owner  owns the tables and migrates; used for nothing else
//   croozer_app    runs commands and queries, inside row level security
//   croozer_scan   sees the keys and times of work across businesses, and nothing else
// The roles themselves are made once by whoever administers the cluster.
#pragma once

#include "base/result.hpp"

namespace croozer::store::postgres {

class Connection;

// Brings the schema to the newest migration, each in one transaction, and renews the grants. Two
// servers may start at once. Refuses a newer database.
[[nodiscard]] Result<void> migrate(Connection& owner);

// StorageUnavailable "schema_newer" or "schema_older" if the database is not at this version.
[[nodiscard]] Result<void> check_version(Connection& connection);

// Forbidden "role" if row level security would not bind this connection: a superuser, a role with
// BYPASSRLS, an owner of our tables, or a tenant table on which it is not forced.
[[nodiscard]] Result<void> check_role(Connection& connection);

}  // namespace croozer::store::postgres
