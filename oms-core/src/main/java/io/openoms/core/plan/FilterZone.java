package io.openoms.core.plan;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells that a row filter is evaluated in UTC, where that decides which rows are moved: sessions
 * read values in UTC, and a statement has one time zone. Stateless.
 */
final class FilterZone {

  /** What a session's zone changes beside columns of instants, in any source's language. */
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?i)\\b(now|curdate|curtime|current_date|current_time|current_timestamp|sysdate"
              + "|localtime|localtimestamp|from_unixtime|unix_timestamp"
              + "|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday"
              + "|to_timestamp)\\b");

  private FilterZone() {}

  /** The same conversion, with a notice where the filter of what is read depends on the zone. */
  static Conversion noted(Conversion conversion, TableRead read) {
    Optional<String> notice = read.filter().flatMap(filter -> notice(read, filter));
    return notice.map(conversion::withNotice).orElse(conversion);
  }

  private static Optional<String> notice(TableRead read, String filter) {
    List<String> instants =
        read.table().columns().stream()
            .filter(column -> column.type().kind() == TypeKind.TIMESTAMP)
            .map(ColumnDefinition::name)
            .filter(name -> filter.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
            .toList();
    if (instants.isEmpty() && !CLOCK.matcher(filter).find()) {
      return Optional.empty();
    }
    return Optional.of(
        "the row filter is evaluated in the time zone +00:00: in it, "
            + (instants.isEmpty() ? "" : "instants in " + String.join(", ", instants) + " and ")
            + "the current time are UTC, and so must its literals be");
  }
}
