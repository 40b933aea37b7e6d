package io.openoms.oceanbase.binlog;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.Position;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SOURCE_CAPTURE, where the Binlog Service is read: that there is one, that it sends its log, what
 * it may leave out of it, and that places in it can be marked. Changes nothing.
 */
public final class BinlogServiceCheck implements Precheck {

  private static final String NAME = "SOURCE_CAPTURE";
  private static final String SUBJECT = "Binlog Service";
  private static final String LOSSY = "binlog_ignore_unsupported_event";
  private static final Set<String> OFF = Set.of("0", "off", "false");
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);
  private static final int BATCH_BYTES = 1 << 16;
  private static final List<String> PRIVILEGES =
      List.of("CREATE", "DROP", "SELECT", "INSERT", "UPDATE", "DELETE");

  private final BinlogService service;

  /** Asks that service. */
  public BinlogServiceCheck(BinlogService service) {
    this.service = service;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.skipped(NAME, SUBJECT, "the project follows no changes"));
    }
    Optional<String> missing = service.whyMissing();
    if (missing.isPresent()) {
      return List.of(
          PrecheckItem.failed(
              NAME,
              SUBJECT,
              "the server has none, whatever log_bin says: " + missing.get(),
              "name the address of the Binlog Service (binlog_url), create it for the tenant"
                  + " (CREATE BINLOG FOR TENANT), or choose capture: triggers"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    silent().ifPresent(items::add);
    marks().ifPresent(items::add);
    setting("binlog_row_image", "FULL").ifPresent(items::add);
    setting("binlog_format", "ROW").ifPresent(items::add);
    if (items.isEmpty()) {
      items.add(PrecheckItem.passed(NAME, SUBJECT));
    }
    lossy().ifPresent(items::add);
    return items;
  }

  /** A server that shows a log need not send it. */
  private Optional<PrecheckItem> silent() {
    try {
      Optional<Position> end = service.end().current();
      if (end.isEmpty()) {
        return Optional.of(refused("the account may not ask where the log ends"));
      }
      ChangeRequest request = new ChangeRequest(end.get(), List.of(), BATCH_BYTES);
      try (ChangeReader reader = BinlogServiceLog.log(service, Optional.empty()).open(request)) {
        reader.next(FIRST_ANSWER);
      }
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(refused("it does not send its log: " + e.getMessage()));
    }
  }

  private static PrecheckItem refused(String cause) {
    return PrecheckItem.failed(
        NAME, SUBJECT, cause, "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* to the account");
  }

  private Optional<PrecheckItem> marks() {
    return AccountGrants.of(new Probe(service.tenant().connections()))
        .lacksOnDatabase(NAME, PRIVILEGES, MarkerTable.DATABASE, MarkerTable.DATABASE + ".*");
  }

  private Optional<PrecheckItem> setting(String name, String wanted) {
    ServerFacts facts = service.log().facts();
    String found = facts.setting(name, wanted);
    return found.equalsIgnoreCase(wanted)
        ? Optional.empty()
        : Optional.of(
            PrecheckItem.failed(
                NAME,
                name,
                "it is " + found + "; following changes needs " + wanted,
                "set " + name + " to " + wanted + " at the Binlog Service"));
  }

  /** It is a setting of the service, which a proxy need not hand on: unknown is no proof. */
  private Optional<PrecheckItem> lossy() {
    String sql = "SHOW VARIABLES LIKE '" + LOSSY + "'";
    Probe probe = new Probe(service.connections());
    List<Map<String, String>> rows = probe.refusal(sql).isPresent() ? List.of() : probe.all(sql);
    String value = rows.isEmpty() ? "not told" : rows.get(0).getOrDefault("value", "not told");
    return OFF.contains(value.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(
            PrecheckItem.warning(
                NAME,
                LOSSY,
                "it is "
                    + value
                    + ", and on by default: then the service leaves events that it cannot convert"
                    + " out of its log without a word",
                "set it to 0 at the Binlog Service, and verify"));
  }
}
