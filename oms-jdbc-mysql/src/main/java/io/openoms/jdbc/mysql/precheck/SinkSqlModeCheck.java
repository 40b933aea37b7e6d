package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * SINK_SQL_MODE: the mode of our own sessions, after it was pinned: strict, or the server would cut
 * values to fit; and with the quoting in which statements are written. A proxy or a data source of
 * the caller's may undo the pinning.
 */
final class SinkSqlModeCheck implements Precheck {

  private static final String NAME = "SINK_SQL_MODE";
  private static final String ADVICE = "do not change sql_mode between this library and the server";

  private final ServerFacts facts;

  SinkSqlModeCheck(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String mode = facts.setting("sql_mode", "");
    Set<String> flags = Set.of(mode.toUpperCase(Locale.ROOT).split(",", -1));
    if (flags.contains("ANSI_QUOTES") || flags.contains("NO_BACKSLASH_ESCAPES")) {
      return List.of(PrecheckItem.failed(NAME, mode, "it changes how SQL is quoted", ADVICE));
    }
    if (!flags.contains("STRICT_ALL_TABLES") && !flags.contains("STRICT_TRANS_TABLES")) {
      return List.of(
          PrecheckItem.failed(
              NAME, mode, "it is not strict: values that do not fit would be changed", ADVICE));
    }
    return List.of(PrecheckItem.passed(NAME, mode));
  }
}
