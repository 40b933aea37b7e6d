package io.openoms.mysql.log;

import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.spi.ServerFacts;
import java.util.List;

/** The binary log of MySQL. Stateless; thread-safe. */
public final class MySqlLog implements LogTraits {

  @Override
  public GtidForm gtids() {
    return GtidForm.SERVERS;
  }

  /** MySQL 8.2 renamed the statement, and 8.4 dropped the old name. */
  @Override
  public List<String> endStatements() {
    return List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS");
  }

  @Override
  public String appliedExpression() {
    return "@@GLOBAL.gtid_executed";
  }

  @Override
  public String server(ServerFacts facts) {
    return facts.setting("server_uuid", "");
  }

  @Override
  public LogMark standbyMark() {
    return new MySqlStandbyMark();
  }

  @Override
  public List<String> readerSettings() {
    return List.of();
  }

  /** From MySQL 9.6 on the server keeps foreign keys, unless the engine is set to do it. */
  @Override
  public boolean holdsCascades(ServerFacts facts) {
    String[] version = facts.version().split("\\D+", -1);
    int major = Integer.parseInt(version[0]);
    boolean keeps = major > 9 || (major == 9 && Integer.parseInt(version[1]) >= 6);
    return keeps && !facts.setting("innodb_native_foreign_keys", "OFF").equalsIgnoreCase("ON");
  }

  /** MySQL 8.0.22 renamed the statement, and 8.4 dropped the old name. */
  @Override
  public ReplicaStatus replicaStatus(ServerFacts facts) {
    boolean isOld = facts.setting("replica_parallel_workers", "").isEmpty();
    String statement = "SHOW " + (isOld ? "SLAVE" : "REPLICA") + " STATUS";
    return new ReplicaStatus(statement, statement, "REPLICATION CLIENT");
  }
}
