package io.openoms.oceanbase.obkv;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.CellTable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement that creates a table of cells, with places in braces: {@code {table}} for its name,
 * {@code {value}} for the type of values, and {@code {tablegroup}}, {@code {attributes}} and {@code
 * {partitions}} for a clause each. Immutable.
 *
 * @param text the statement
 */
public record CellTableTemplate(String text) {

  private static final String TABLE = "{table}";
  private static final String VALUE = "{value}";
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)\\}");

  /** Rows, qualifiers and values that are longer are refused by the server, row by row. */
  private static final String USUAL =
      "CREATE TABLE {table} (K varbinary(1024) NOT NULL, Q varbinary(256) NOT NULL,"
          + " T bigint NOT NULL, V {value}, PRIMARY KEY (K, Q, T))"
          + "{tablegroup}{attributes}{partitions}";

  private static final String VALUES = "varbinary(1048576)";
  private static final String LARGE_VALUES = "longblob";

  /** The one that is used where the caller gives none. */
  public static CellTableTemplate usual() {
    return new CellTableTemplate(USUAL);
  }

  /** Whether it is the usual one. */
  boolean isUsual() {
    return text.equals(USUAL);
  }

  /** What is wrong with it, as sentences. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!text.contains(TABLE)) {
      faults.add("table_template lacks the place " + TABLE + " for the table's name");
    }
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!place.group().equals(TABLE)
          && !place.group().equals(VALUE)
          && Clause.of(place) == null) {
        faults.add("table_template has an unknown place " + place.group());
      }
    }
    return faults;
  }

  /** Whether it has a place for that clause. */
  boolean takes(Clause clause) {
    return text.contains(clause.place());
  }

  /** The statement for a table, with some of the clauses. */
  String statement(ObjectName table, CellTable cells, List<Clause> clauses) {
    String statement =
        text.replace(TABLE, Identifiers.quote(table))
            .replace(VALUE, cells.largeValues() ? LARGE_VALUES : VALUES);
    for (Clause clause : Clause.values()) {
      String sql = clauses.contains(clause) ? " " + clause.sql(table, cells) : "";
      statement = statement.replace(clause.place(), sql);
    }
    return statement;
  }
}
