package io.openoms.tck;

import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;

/** The pairs of today's connectors. */
final class Pairs {

  private Pairs() {}

  static TestedPair intoOceanBase(ServerSpec source) {
    return new TestedPair(
        TestedServer.of(source, s -> MySql.at(s.jdbcUrl()).credentials(s.user(), s.password())),
        TestedServer.of(
            Servers.oceanBase(),
            s -> OceanBase.at(s.jdbcUrl()).credentials(s.user(), s.password())));
  }
}
