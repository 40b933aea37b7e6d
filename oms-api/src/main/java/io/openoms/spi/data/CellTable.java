package io.openoms.spi.data;

import io.openoms.ObjectName;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A column family of a wide-column store as a table: one row for each version of each cell, with
 * the columns K (row), Q (qualifier), T (the negated time stamp) and V (value), and the key (K, Q,
 * T). In the order of that key a row's newest version of a qualifier comes first, as the store has
 * it. Connectors of both sides share this form: what the family asks of its cells travels in the
 * definition's storage clauses. Immutable.
 *
 * @param name the table's name
 * @param group the name that all families of one table share
 * @param timeToLive seconds after which a cell expires; empty when it never does
 * @param versions how many versions of a cell are kept; empty for all
 * @param largeValues whether the family is made for values of many megabytes
 * @param remains what of the family stays behind, by name
 */
public record CellTable(
    ObjectName name,
    String group,
    OptionalLong timeToLive,
    OptionalInt versions,
    boolean largeValues,
    List<String> remains) {

  /** The column of the row's key. */
  public static final String ROW = "K";

  /** The column of the qualifier, which may be empty. */
  public static final String QUALIFIER = "Q";

  /** The column of the negated time stamp. */
  public static final String TIME = "T";

  /** The column of the value, which may be empty. */
  public static final String VALUE = "V";

  /** The names of the columns, in order. */
  public static final List<String> COLUMNS = List.of(ROW, QUALIFIER, TIME, VALUE);

  /** The names of the key's columns, in order. */
  public static final List<String> KEY = List.of(ROW, QUALIFIER, TIME);

  private static final Dialect DIALECT = new Dialect("cells");
  private static final String GROUP = "group ";
  private static final String TIME_TO_LIVE = "time-to-live ";
  private static final String VERSIONS = "versions ";
  private static final String LARGE_VALUES = "large-values";

  public CellTable {
    remains = List.copyOf(remains);
  }

  /** The table's definition. */
  public TableDefinition definition() {
    return new TableDefinition(
        name,
        List.of(
            column(ROW, ColumnType.bytes(), "row"),
            column(QUALIFIER, ColumnType.bytes(), "qualifier"),
            column(TIME, new ColumnType.Whole(64, true), "negated time stamp"),
            column(VALUE, ColumnType.bytes(), "value")),
        List.of(primaryKey()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        Optional.empty(),
        List.of(),
        remains,
        0,
        storage());
  }

  private static ColumnDefinition column(String name, ColumnType type, String text) {
    return ColumnDefinition.of(name, DataType.of(type, DIALECT, text), false);
  }

  private static IndexDefinition primaryKey() {
    return new IndexDefinition(
        "PRIMARY",
        IndexDefinition.Kind.PRIMARY,
        KEY.stream()
            .map(
                column -> new IndexDefinition.Part(Optional.of(column), Optional.empty(), 0, false))
            .toList(),
        true,
        "",
        Optional.empty());
  }

  private List<SqlText> storage() {
    List<String> clauses = new ArrayList<>(List.of(GROUP + group));
    timeToLive.ifPresent(seconds -> clauses.add(TIME_TO_LIVE + seconds));
    versions.ifPresent(count -> clauses.add(VERSIONS + count));
    if (largeValues) {
      clauses.add(LARGE_VALUES);
    }
    return clauses.stream().map(clause -> new SqlText(DIALECT, clause)).toList();
  }

  /** The family that a definition describes; empty when it is another kind of table. */
  public static Optional<CellTable> of(TableDefinition table) {
    List<String> clauses =
        table.storage().stream().filter(text -> text.isIn(DIALECT)).map(SqlText::sql).toList();
    return clause(clauses, GROUP)
        .map(
            group ->
                new CellTable(
                    table.name(),
                    group,
                    clause(clauses, TIME_TO_LIVE).stream().mapToLong(Long::parseLong).findFirst(),
                    clause(clauses, VERSIONS).stream().mapToInt(Integer::parseInt).findFirst(),
                    clauses.contains(LARGE_VALUES),
                    table.remains()));
  }

  private static Optional<String> clause(List<String> clauses, String start) {
    return clauses.stream()
        .filter(clause -> clause.startsWith(start))
        .map(clause -> clause.substring(start.length()))
        .findFirst();
  }
}
