package io.openoms.postgresql.catalog;

import io.openoms.ObjectName;
import io.openoms.postgresql.catalog.Fact.Kind;
import io.openoms.postgresql.expression.StandardView;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads views. Thread-safe; every call blocks. */
final class ViewReader {

  /** Number, query, check option, whether it reads with the rights of whoever asks. */
  private static final String VIEW =
      """
      SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid),
        (SELECT o.option_value FROM pg_catalog.pg_options_to_table(c.reloptions) o
          WHERE o.option_name = 'check_option'),
        (SELECT o.option_value FROM pg_catalog.pg_options_to_table(c.reloptions) o
          WHERE o.option_name = 'security_invoker')
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %s AND c.relname = %s AND c.relkind = 'v'
      """;

  /**
   * The number of a table or view whose rows are the same at the target: of a table with policies,
   * or one that others inherit from, a reader may see others.
   */
  private static final String RELATION =
      """
      SELECT c.oid FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %s AND c.relname = %s AND c.relkind IN ('r', 'p', 'v')
        AND NOT c.relispartition AND NOT c.relrowsecurity
        AND (c.relkind = 'p' OR NOT EXISTS (
          SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid))
      """;

  private final FactReader reader;
  private final TypeOptions options;

  ViewReader(FactReader reader, TypeOptions options) {
    this.reader = reader;
    this.options = options;
  }

  Optional<ViewDefinition> read(ObjectName name) {
    return reader.rows(question(VIEW, name)).stream()
        .findFirst()
        .map(row -> definition(name, new Fact(Kind.TABLE, row)));
  }

  private ViewDefinition definition(ObjectName name, Fact view) {
    String query = view.text(1);
    Map<ObjectName, List<ColumnDefinition>> known = new HashMap<>();
    for (ObjectName relation : StandardView.named(query)) {
      reader.rows(question(RELATION, relation)).stream()
          .findFirst()
          .ifPresent(row -> known.put(relation, columns(new Fact(Kind.TABLE, row).text(0))));
    }
    return new ViewDefinition(
        name,
        columns(view.text(0)).stream().map(ColumnDefinition::name).toList(),
        StandardView.of(query, known),
        view.optional(2).orElse("NONE").toUpperCase(Locale.ROOT),
        view.optional(3).filter(on -> List.of("true", "on", "1", "yes").contains(on)).isPresent(),
        List.copyOf(known.keySet()));
  }

  private List<ColumnDefinition> columns(String number) {
    return new Columns(reader.columns(number), List.of(), options).all();
  }

  private static String question(String sql, ObjectName name) {
    return sql.formatted(Quoted.text(name.database()), Quoted.text(name.name()));
  }
}
