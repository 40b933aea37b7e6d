package io.openoms.oceanbase.capture;

import io.openoms.jdbc.mysql.snapshot.ExactColumn;
import io.openoms.jdbc.mysql.snapshot.LossyText;
import io.openoms.jdbc.mysql.snapshot.RowQuery;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A table whose keys are logged. Immutable.
 *
 * @param tab its number in the log
 * @param table its definition
 * @param key the key that is logged
 */
record TouchedTable(long tab, CapturedTable table, LoggedKey key) {

  static TouchedTable of(long tab, CapturedTable table) {
    return new TouchedTable(tab, table, LoggedKey.of(table.definition()));
  }

  /** The statement that reads rows of some keys as of a number: the key first, then the columns. */
  String query(Collection<String> keys, long scn) {
    List<String> values = new ArrayList<>();
    values.add(key.expression(""));
    table.columns().forEach(column -> values.add(ExactColumn.of(column)));
    TableRead read =
        new TableRead(table.definition(), table.columns(), List.of(), Optional.empty());
    return RowQuery.of(values, read, Optional.of(key.condition(keys)), Scn.moment(scn));
  }

  /** Whether its texts may lose characters; then {@link #query} names those of each row, last. */
  boolean canLose() {
    return LossyText.columns(table.columns()).isPresent();
  }

  /** By the number alone, which no two tables share. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TouchedTable touched && touched.tab == tab;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(tab);
  }
}
