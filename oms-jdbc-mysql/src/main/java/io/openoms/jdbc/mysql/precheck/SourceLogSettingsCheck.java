package io.openoms.jdbc.mysql.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SOURCE_LOG_SETTINGS: whether the binary log holds what following the source's changes needs, and
 * whether this user may read it. A warning where no phase of the project follows changes.
 */
final class SourceLogSettingsCheck implements Precheck {

  private static final String NAME = "SOURCE_LOG_SETTINGS";

  private final Probe probe;
  private final ServerFacts facts;

  SourceLogSettingsCheck(Probe probe, ServerFacts facts) {
    this.probe = probe;
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (facts.product().equals("OceanBase")) {
      // Its kernel says log_bin=ON and has no binary log.
      return List.of(PrecheckItem.skipped(NAME, "binary log", "OceanBase has none of its own"));
    }
    boolean follows = scope.phases().contains(Phase.INCREMENTAL);
    List<PrecheckItem> items = new ArrayList<>();
    expect("log_bin", "ON", "start the server with log_bin", follows, items);
    expect("binlog_format", "ROW", "SET GLOBAL binlog_format = 'ROW'", follows, items);
    // Rows in parts are followed, too, more slowly and not all of them.
    expect("binlog_row_image", "FULL", "SET GLOBAL binlog_row_image = 'FULL'", false, items);
    if (follows && facts.setting("log_bin", "OFF").equalsIgnoreCase("ON")) {
      access().ifPresent(items::add);
    }
    if (facts.setting("server_id", "0").equals("0")) {
      items.add(
          PrecheckItem.warning(NAME, "server_id", "it is 0", "give the server an id of its own"));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "binary log")) : items;
  }

  private Optional<PrecheckItem> access() {
    return probe
        .refusal("SHOW BINLOG EVENTS LIMIT 1")
        .map(
            refusal ->
                PrecheckItem.failed(
                    NAME,
                    "access to the log",
                    refusal.getMessage(),
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + Account.of(probe)));
  }

  private void expect(
      String name, String wanted, String advice, boolean needed, List<PrecheckItem> items) {
    String found = facts.setting(name, "not told by the server");
    boolean fits = found.equalsIgnoreCase(wanted) || (wanted.equals("ON") && found.equals("1"));
    if (!fits) {
      String cause = "it is " + found + "; following changes needs " + wanted;
      items.add(
          needed
              ? PrecheckItem.failed(NAME, name, cause, advice)
              : PrecheckItem.warning(NAME, name, cause, advice));
    }
  }
}
