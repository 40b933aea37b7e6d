package io.openoms.mysql.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SINK_SERVER: the server takes writes of this account, nothing else is replicated into it, and it
 * has no rule that refuses tables or transactions which a project makes.
 */
final class SinkServerCheck implements Precheck {

  private static final String NAME = "SINK_SERVER";

  /** Rows of a chunk, and what the server's log needs beside them. */
  private static final long LARGEST_TRANSACTION = 64L << 20;

  private static final Set<Phase> WRITING =
      Set.of(Phase.SCHEMA, Phase.FULL, Phase.INCREMENTAL, Phase.REVERSE_INCREMENTAL);

  private final FamilyServer server;
  private final Probe probe;

  SinkServerCheck(FamilyServer server) {
    this.server = server;
    this.probe = new Probe(server.connections());
  }

  /** A server that takes no writes ends a run before it has begun. */
  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (scope.phases().stream().noneMatch(WRITING::contains)) {
      return List.of(PrecheckItem.passed(NAME, "nothing is written"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    Map<String, String> settings = settings();
    writable().ifPresent(items::add);
    replica().ifPresent(items::add);
    keys(settings).ifPresent(items::add);
    limit(settings, "max_binlog_cache_size").ifPresent(items::add);
    if (isGrouped(settings)) {
      limit(settings, "group_replication_transaction_size_limit").ifPresent(items::add);
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "it takes writes")) : items;
  }

  private Optional<PrecheckItem> writable() {
    AccountGrants account = AccountGrants.of(probe);
    return WriteRefusal.isReadOnly(probe, account)
        ? Optional.of(
            PrecheckItem.failed(
                NAME,
                "read_only",
                "the server is read-only for " + account.account(),
                "name the server that takes writes, or SET GLOBAL read_only = 0"))
        : Optional.empty();
  }

  private Optional<PrecheckItem> replica() {
    Optional<String> question =
        server.traits().log().map(log -> log.replicaStatus(server.facts()).all());
    boolean replicates =
        question
            .filter(sql -> probe.refusal(sql).isEmpty() && !probe.rows(sql).isEmpty())
            .isPresent();
    return replicates
        ? Optional.of(
            PrecheckItem.warning(
                NAME,
                "replication",
                "the server is a replica: rows that arrive by replication may collide with those"
                    + " of the project, and stop either of them",
                "name its primary, or see to it that it replicates other tables"))
        : Optional.empty();
  }

  /** Both rules refuse a table that has no primary key, also one with another unique key. */
  private Optional<PrecheckItem> keys(Map<String, String> settings) {
    boolean required = settings.getOrDefault("sql_require_primary_key", "OFF").equals("ON");
    if (!required && !isGrouped(settings)) {
      return Optional.empty();
    }
    return Optional.of(
        PrecheckItem.warning(
            NAME,
            required ? "sql_require_primary_key" : "group replication",
            "the server refuses tables without a primary key: such a table fails by name",
            required
                ? "SET GLOBAL sql_require_primary_key = OFF, or give the tables primary keys"
                : "give the tables primary keys"));
  }

  private static boolean isGrouped(Map<String, String> settings) {
    return !settings.getOrDefault("group_replication_group_name", "").isEmpty();
  }

  /** A limit of bytes of a transaction; zero is none. */
  private static Optional<PrecheckItem> limit(Map<String, String> settings, String name) {
    String text = settings.getOrDefault(name, "0");
    boolean small =
        !text.equals("0") && text.length() < 19 && Long.parseLong(text) < LARGEST_TRANSACTION;
    return small
        ? Optional.of(
            PrecheckItem.warning(
                NAME,
                name,
                "it is " + text + " bytes: a larger transaction of the copy or of the source fails",
                "SET GLOBAL " + name + " = " + LARGEST_TRANSACTION + " or more"))
        : Optional.empty();
  }

  private Map<String, String> settings() {
    Map<String, String> found = new HashMap<>();
    probe
        .rows(
            "SHOW GLOBAL VARIABLES WHERE variable_name IN ('sql_require_primary_key',"
                + " 'max_binlog_cache_size', 'group_replication_group_name',"
                + " 'group_replication_transaction_size_limit')")
        .forEach(row -> found.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1)));
    return found;
  }
}
