package io.openoms.oceanbase.binlog;

import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.spi.ServerFacts;
import java.util.List;

/** The log of the Binlog Service, as its documentation describes it. Stateless; thread-safe. */
final class ServiceTraits implements LogTraits {

  @Override
  public GtidForm gtids() {
    return GtidForm.SERVERS;
  }

  /** The service knows the old statement alone; the newer one is for what stands in for it. */
  @Override
  public List<String> endStatements() {
    return List.of("SHOW MASTER STATUS", "SHOW BINARY LOG STATUS");
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
    throw new UnsupportedOperationException("rows are read from the tenant itself");
  }

  @Override
  public List<String> readerSettings() {
    return List.of();
  }

  /** The service converts the log of the storage, which has every row that changes. */
  @Override
  public boolean holdsCascades(ServerFacts facts) {
    return true;
  }

  /** It knows {@code gtid_executed} and {@code gtid_purged}, but no {@code gtid_owned}. */
  @Override
  public boolean namesCommitsInHand() {
    return false;
  }

  @Override
  public ReplicaStatus replicaStatus(ServerFacts facts) {
    return new ReplicaStatus("SHOW SLAVE STATUS", "SHOW SLAVE STATUS", "REPLICATION CLIENT");
  }
}
