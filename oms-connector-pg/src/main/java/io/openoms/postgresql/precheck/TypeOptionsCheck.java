package io.openoms.postgresql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.statement.Question;
import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SOURCE_TYPES: which columns are concerned by a mapping of types that may refuse values, or make
 * them less than they were. Thread-safe.
 *
 * @param connections ordinary connections
 * @param options the mapping that was chosen
 */
public record TypeOptionsCheck(Connections connections, TypeOptions options) implements Precheck {

  private static final String NAME = "SOURCE_TYPES";

  /** Columns of types of that name, and of domains of them. */
  private static final String QUESTION =
      """
      WITH RECURSIVE base(attrelid, attname, typid) AS (
        SELECT a.attrelid, a.attname, a.atttypid FROM %s AS s(s, n)
          JOIN pg_catalog.pg_namespace n ON n.nspname = s.s
          JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.n
          JOIN pg_catalog.pg_attribute a
            ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT b.attrelid, b.attname, t.typbasetype
          FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typid WHERE t.typtype = 'd')
      SELECT b.attrelid::regclass::text || '.' || b.attname
      FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typid
      WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typname IN (%s) ORDER BY 1
      """;

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    Collection<ObjectName> tables = scope.tables().keySet();
    List<PrecheckItem> items = new ArrayList<>();
    if (options.interval() == IntervalMapping.TIME && !tables.isEmpty()) {
      columns(tables, "interval")
          .forEach(
              column ->
                  items.add(
                      PrecheckItem.warning(
                          NAME,
                          column,
                          "its intervals become times: one with months or days, or of more than"
                              + " 838:59:59, fails the table",
                          "take the default, text, if there are such")));
    }
    if (options.nan() != NanMapping.REFUSE && !tables.isEmpty()) {
      columns(tables, "numeric", "float4", "float8").forEach(column -> items.add(number(column)));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "the mapping of types")) : items;
  }

  private PrecheckItem number(String column) {
    return options.areNumbersTexts()
        ? PrecheckItem.warning(
            NAME,
            column,
            "its numbers become texts, which the target compares and sorts as texts",
            "choose as_null, if what is NaN or infinite may become NULL")
        : PrecheckItem.warning(
            NAME,
            column,
            "what is NaN or infinite in it becomes NULL, and comes back from the target as NULL",
            "choose as_text, if it must be kept");
  }

  private List<String> columns(Collection<ObjectName> tables, String... types) {
    String sql =
        QUESTION.formatted(
            Quoted.rows(tables),
            Stream.of(types).map(Quoted::text).collect(Collectors.joining(", ")));
    List<String> columns = new ArrayList<>();
    Question.ask(
        connections,
        sql,
        row -> columns.add(row.getString(1)),
        ErrorContext.none(),
        "asking for columns of some types");
    return columns;
  }
}
