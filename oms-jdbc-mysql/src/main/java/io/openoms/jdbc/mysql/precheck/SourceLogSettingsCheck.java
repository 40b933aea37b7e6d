package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_LOG_SETTINGS: whether the binary log holds what following the source's changes needs. Only
 * warnings: the phases that read the log are not built.
 */
final class SourceLogSettingsCheck implements Precheck {

  private static final String NAME = "SOURCE_LOG_SETTINGS";

  private final ServerFacts facts;

  SourceLogSettingsCheck(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (facts.product().equals("OceanBase")) {
      // Its kernel says log_bin=ON and has no binary log.
      return List.of(PrecheckItem.skipped(NAME, "binary log", "OceanBase has none of its own"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    expect("log_bin", "ON", "start the server with log_bin", items);
    expect("binlog_format", "ROW", "SET GLOBAL binlog_format = 'ROW'", items);
    expect("binlog_row_image", "FULL", "SET GLOBAL binlog_row_image = 'FULL'", items);
    if (facts.setting("server_id", "0").equals("0")) {
      items.add(
          PrecheckItem.warning(NAME, "server_id", "it is 0", "give the server an id of its own"));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "binary log")) : items;
  }

  private void expect(String name, String wanted, String advice, List<PrecheckItem> items) {
    String found = facts.setting(name, "not told by the server");
    boolean fits = found.equalsIgnoreCase(wanted) || (wanted.equals("ON") && found.equals("1"));
    if (!fits) {
      items.add(
          PrecheckItem.warning(
              NAME, name, "it is " + found + "; following changes needs " + wanted, advice));
    }
  }
}
