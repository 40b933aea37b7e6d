package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that read rows. Stateless. */
public final class RowQuery {

  private RowQuery() {}

  /** Selects the exact values of the read's columns, as they are. */
  public static String of(TableRead read, Optional<String> condition) {
    return of(read, condition, ReadMoment.STATEMENT);
  }

  /**
   * Selects the exact values of the rows of some keys as they are now, and keeps others from
   * changing them until the transaction ends.
   */
  public static String locking(TableRead read, RowBatch keys) {
    return of(read, Optional.of(KeyCondition.of(keys))) + " FOR UPDATE";
  }

  /** Selects the exact values of the read's columns at a moment. */
  static String of(TableRead read, Optional<String> condition, ReadMoment moment) {
    return of(read.columns().stream().map(ExactColumn::of).toList(), read, condition, moment);
  }

  /**
   * Selects values for a {@link StreamingReader}, which finds a column more behind them where a
   * text of the read may lose characters.
   *
   * @param values an expression for each of the read's columns
   * @param condition what rows must meet beside the read's filter
   */
  public static String of(
      List<String> values, TableRead read, Optional<String> condition, ReadMoment moment) {
    Stream<String> columns =
        Stream.concat(values.stream(), LossyText.columns(read.columns()).stream());
    return "SELECT " + columns.collect(Collectors.joining(", ")) + from(read, condition, moment);
  }

  /** The part of a statement from FROM on: the table, the condition, the read's filter. */
  public static String from(TableRead read, Optional<String> condition) {
    return from(read, condition, ReadMoment.STATEMENT);
  }

  private static String from(TableRead read, Optional<String> condition, ReadMoment moment) {
    List<String> conditions = new ArrayList<>();
    condition.ifPresent(conditions::add);
    read.filter().ifPresent(filter -> conditions.add("(" + filter + ")"));
    String from = " FROM " + Identifiers.quote(read.table().name()) + moment.clause();
    return conditions.isEmpty() ? from : from + " WHERE " + String.join(" AND ", conditions);
  }
}
