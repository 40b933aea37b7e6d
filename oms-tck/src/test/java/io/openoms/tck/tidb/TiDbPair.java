package io.openoms.tck.tidb;

import io.openoms.oceanbase.OceanBase;
import io.openoms.tck.TestedPair;
import io.openoms.tck.TestedServer;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.tidb.TiDbCluster;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.TiDb;

/** What stands in for TiDB, or a cluster of the caller's own, before OceanBase. */
final class TiDbPair {

  private static final String READER = "oms_tidb_reader";

  private TiDbPair() {}

  /** A stand-in before the MySQL that all tests share. */
  static TiDbStandIn standIn() {
    return TiDbStandIn.before(ServerType.MYSQL_97.get().shared());
  }

  /** The cluster that the environment names; else a stand-in. */
  static TestedPair any() {
    return of(TiDbCluster.ofEnvironment().orElseGet(TiDbPair::standIn));
  }

  static TestedPair of(DatabaseServer from) {
    DatabaseServer to = ServerType.OCEANBASE.get().shared();
    return new TestedPair(
        new TestedServer(from, endpoint(from)),
        new TestedServer(to, OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password())));
  }

  /** By an account with the privileges that docs/from/tidb.md names. */
  static TiDb endpoint(DatabaseServer from) {
    from.execute(
        "CREATE USER IF NOT EXISTS " + READER, "GRANT SELECT, SHOW VIEW ON *.* TO " + READER);
    return TiDb.at(from.jdbcUrl()).credentials(READER, "");
  }
}
