package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.Set;

/**
 * Judges what rows that are there get in a column that is added: the log does not tell it, so it
 * must follow from the definition and the time of the statement alone. Stateless.
 */
final class FilledValues {

  private static final Set<String> PRESENT =
      Set.of(
          "current_timestamp",
          "current_date",
          "current_time",
          "localtime",
          "localtimestamp",
          "utc_timestamp",
          "utc_date",
          "utc_time");

  private FilledValues() {}

  /**
   * Requires that the values of an added column are known.
   *
   * @throws RefusedChangeException when they are not
   */
  static void require(ColumnDefinition column) {
    if (column.autoIncrement()) {
      throw refused(column, "the numbers that rows get depend on their order at the source");
    }
    if (column.generated().isPresent()) {
      return;
    }
    ColumnType type = column.type().neutral();
    if (column.defaultValue().isEmpty()) {
      boolean knownWithout =
          column.nullable()
              || type instanceof ColumnType.Whole
              || type instanceof ColumnType.Decimal
              || type instanceof ColumnType.Floating
              || type instanceof ColumnType.Text
              || (type instanceof ColumnType.Bytes bytes && !bytes.fixed());
      if (!knownWithout) {
        throw refused(column, "it is NOT NULL and has no default");
      }
    } else if (column.defaultValue().get() instanceof DefaultValue.Expression expression) {
      require(column, expression.sql().sql());
    }
  }

  private static void require(ColumnDefinition column, String sql) {
    boolean stamped =
        sql.equals("CURRENT_TIMESTAMP")
            && column.type().neutral().equals(new ColumnType.Timestamp(0, true));
    if (!stamped && dependsOnMore(Tokenizer.scan(sql))) {
      throw refused(column, "its default is computed row by row, or by the time of a session");
    }
  }

  private static boolean dependsOnMore(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean calls =
          tokens.get(i).isName() && i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('(');
      if (calls || PRESENT.stream().anyMatch(tokens.get(i)::is)) {
        return true;
      }
    }
    return false;
  }

  private static RefusedChangeException refused(ColumnDefinition column, String why) {
    return new RefusedChangeException(
        "rows that are there get values in column "
            + column.name()
            + " that the log does not hold: "
            + why);
  }
}
