package io.openoms.mysql.log;

import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.spi.ServerFacts;
import java.util.List;

/** The binary log of MariaDB. Stateless; thread-safe. */
public final class MariaDbLog implements LogTraits {

  @Override
  public GtidForm gtids() {
    return GtidForm.DOMAINS;
  }

  @Override
  public List<String> endStatements() {
    return List.of("SHOW MASTER STATUS");
  }

  @Override
  public String appliedExpression() {
    return "@@GLOBAL.gtid_slave_pos";
  }

  /** Its {@code server_uid} from 10.6.19 and 11.4.3 on, before that its number. */
  @Override
  public String server(ServerFacts facts) {
    String uuid = facts.setting("server_uuid", "");
    if (!uuid.isEmpty()) {
      return uuid;
    }
    String uid = facts.setting("server_uid", "").strip();
    return uid.isEmpty() ? "id-" + facts.setting("server_id", "0") : uid;
  }

  @Override
  public LogMark standbyMark() {
    return new MariaDbStandbyMark();
  }

  /** Without it, the server turns what an old replica would not understand into other events. */
  @Override
  public List<String> readerSettings() {
    return List.of("SET @mariadb_slave_capability = 4");
  }

  @Override
  public boolean holdsCascades(ServerFacts facts) {
    return false;
  }

  @Override
  public ReplicaStatus replicaStatus(ServerFacts facts) {
    return new ReplicaStatus("SHOW SLAVE STATUS", "SHOW ALL SLAVES STATUS", "REPLICA MONITOR");
  }
}
