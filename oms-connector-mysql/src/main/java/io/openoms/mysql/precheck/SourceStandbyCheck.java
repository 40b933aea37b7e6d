package io.openoms.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.precheck.Account;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SOURCE_STANDBY: the standby follows the primary, and tells how far in names that hold on both.
 * Otherwise nobody knows which changes its rows lack, so a run does not begin.
 */
final class SourceStandbyCheck implements Precheck {

  private static final String NAME = "SOURCE_STANDBY";
  private static final String SUBJECT = "standby";

  /** Columns of SHOW REPLICA STATUS that name what is not replicated, or not as it is. */
  private static final Pattern FILTER =
      Pattern.compile("replicate_((wild_)?(do|ignore)_(db|table)|rewrite_db|\\w+_ids)");

  private static final long MUCH_LAG_SECONDS = 60;

  private final Probe primary;
  private final ServerFacts primaryFacts;
  private final Probe standby;
  private final ServerFacts standbyFacts;
  private final LogTraits log;

  SourceStandbyCheck(FamilyServer primary, FamilyServer standby, LogTraits log) {
    this.primary = new Probe(primary.connections());
    this.primaryFacts = primary.facts();
    this.standby = new Probe(standby.connections());
    this.standbyFacts = standby.facts();
    this.log = log;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    Optional<PrecheckItem> unnamed = transactionsWithoutNames();
    if (unnamed.isPresent()) {
      return List.of(unnamed.get());
    }
    List<Map<String, String>> channels;
    try {
      channels = standby.named(log.replicaStatus(standbyFacts).one());
    } catch (SQLException e) {
      return List.of(refusedOrThrow(e));
    }
    return channels.stream()
        .filter(this::isFromPrimary)
        .findFirst()
        .map(channel -> state(channel, scope))
        .orElseGet(
            () ->
                List.of(
                    PrecheckItem.failed(
                        NAME,
                        SUBJECT,
                        "it does not replicate from the primary",
                        "name a server that is a direct replica of the primary")));
  }

  private Optional<PrecheckItem> transactionsWithoutNames() {
    boolean named =
        log.gtids().namesAll()
            || (primaryFacts.setting("gtid_mode", "OFF").equalsIgnoreCase("ON")
                && standbyFacts.setting("gtid_mode", "OFF").equalsIgnoreCase("ON"));
    return named
        ? Optional.empty()
        : Optional.of(
            PrecheckItem.failed(
                NAME,
                "gtid_mode",
                "it is not ON at both servers, so the standby cannot tell which of the primary's"
                    + " changes it holds",
                "turn GTIDs on at both, or read from the primary"));
  }

  private PrecheckItem refusedOrThrow(SQLException error) {
    String state = error.getSQLState();
    if (state == null || state.startsWith("08")) {
      throw standby.failure(error, "checking the standby");
    }
    String privilege = log.replicaStatus(standbyFacts).privilege();
    return PrecheckItem.failed(
        NAME,
        SUBJECT,
        Objects.requireNonNullElse(error.getMessage(), "no message"),
        "GRANT " + privilege + " ON *.* TO " + Account.of(standby));
  }

  private boolean isFromPrimary(Map<String, String> channel) {
    return log.gtids().namesAll()
        ? primaryFacts.setting("server_id", "").equals(channel.get("master_server_id"))
        : primaryFacts
            .setting("server_uuid", "")
            .equals(channel.getOrDefault("source_uuid", channel.get("master_uuid")));
  }

  private List<PrecheckItem> state(Map<String, String> channel, PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>(filters(channel));
    // What the primary does not log never gets to the standby.
    new LogContents(NAME, primary, primaryFacts, log)
        .faults(scope).stream()
            .filter(item -> item.status() == PrecheckItem.Status.FAILED)
            .forEach(items::add);
    boolean runs =
        channel.entrySet().stream()
            .filter(e -> e.getKey().endsWith("_io_running") || e.getKey().endsWith("_sql_running"))
            .allMatch(e -> e.getValue().equals("Yes"));
    if (!runs) {
      items.add(warning("its replication does not run, so it holds an old state", "start it"));
    }
    String lag =
        channel.getOrDefault(
            "seconds_behind_source", channel.getOrDefault("seconds_behind_master", ""));
    if (lag.matches("\\d+") && Long.parseLong(lag) > MUCH_LAG_SECONDS) {
      items.add(warning("it is " + lag + " s behind the primary", "wait until it has caught up"));
    }
    String own = log.gtids().namesAll() ? "" : transactionsOfItsOwn();
    if (!own.isEmpty()) {
      items.add(
          warning(
              "it holds transactions that the primary lacks: " + own, "find out what they did"));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, SUBJECT)) : items;
  }

  /** What the standby leaves out it counts as applied all the same. */
  private List<PrecheckItem> filters(Map<String, String> channel) {
    List<PrecheckItem> items = new ArrayList<>();
    channel.forEach(
        (name, value) -> {
          if (FILTER.matcher(name).matches() && !value.isBlank()) {
            items.add(
                PrecheckItem.failed(
                    NAME,
                    name,
                    "it is " + value + ": the standby lacks changes that it says it has",
                    "remove the replication filter and build the standby anew, or read from the"
                        + " primary"));
          }
        });
    skipping("skip_errors", "OFF", "skips changes that fail").ifPresent(items::add);
    skipping("exec_mode", "STRICT", "passes over changes of rows that it lacks")
        .ifPresent(items::add);
    String marked = standbyFacts.setting("replicate_events_marked_for_skip", "REPLICATE");
    if (!marked.equalsIgnoreCase("REPLICATE")) {
      items.add(
          lacking(
              "replicate_events_marked_for_skip", marked, "leaves out changes that are marked"));
    }
    return items;
  }

  /** A setting that has two names, after one of which older servers are asked. */
  private Optional<PrecheckItem> skipping(String setting, String exact, String what) {
    String older = standbyFacts.setting("slave_" + setting, exact);
    String value = standbyFacts.setting("replica_" + setting, older);
    return value.isEmpty() || value.equalsIgnoreCase(exact)
        ? Optional.empty()
        : Optional.of(lacking("replica_" + setting, value, what));
  }

  private static PrecheckItem lacking(String setting, String value, String what) {
    return PrecheckItem.failed(
        NAME,
        setting,
        "it is " + value + ": the standby " + what + ", and says it has them",
        "start it without, after it was built anew, or read from the primary");
  }

  /** Asked in this order: what the standby has applied, the primary has, too. */
  private String transactionsOfItsOwn() {
    String applied = standby.rows("SELECT @@GLOBAL.gtid_executed").get(0).get(0);
    return primary
        .rows("SELECT GTID_SUBTRACT(?, @@GLOBAL.gtid_executed)", applied)
        .get(0)
        .get(0)
        .replace("\n", "");
  }

  private static PrecheckItem warning(String cause, String advice) {
    return PrecheckItem.warning(NAME, SUBJECT, cause, advice);
  }
}
