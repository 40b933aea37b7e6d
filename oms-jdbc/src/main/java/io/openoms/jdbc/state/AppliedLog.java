package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredApply.OpenWindow;
import io.openoms.spi.state.StoredDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a source's log is applied, and the schema history. One thread. */
final class AppliedLog {

  private static final List<String> DEFINITION_COLUMNS =
      List.of("project", "source_database", "source_name", "number", "valid_from", "statement");

  private static final List<String> APPLY_COLUMNS =
      List.of(
          "project",
          "window_number",
          "position",
          "skipped",
          "spool",
          "spool_id",
          "open_changes",
          "open_lanes",
          "open_rules",
          "open_operations",
          "transactions",
          "changes",
          "applied_up_to");

  private final SqlRunner sql;
  private final StateTables tables;

  AppliedLog(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, StoredApply apply) {
    sql.update(
        tables.replace("apply", APPLY_COLUMNS),
        project,
        apply.window(),
        apply.position().text(),
        apply.skip(),
        apply.spool(),
        apply.spoolId(),
        apply.open().map(OpenWindow::changes).orElse(null),
        apply.open().map(OpenWindow::lanes).orElse(null),
        apply.open().map(AppliedLog::rules).orElse(null),
        apply.open().map(AppliedLog::operations).orElse(null),
        apply.transactions(),
        apply.changes(),
        LocalDateTime.ofInstant(apply.appliedUpTo(), ZoneOffset.UTC));
  }

  Optional<StoredApply> apply(String project) {
    return sql
        .query(
            "SELECT window_number, position, skipped, spool, spool_id, open_changes, open_lanes,"
                + " open_rules, transactions, changes, applied_up_to, open_operations FROM "
                + tables.table("apply")
                + " WHERE project = ?",
            AppliedLog::apply,
            project)
        .stream()
        .findFirst();
  }

  private static StoredApply apply(ResultSet row) throws SQLException {
    Optional<OpenWindow> open =
        row.getObject(6) == null
            ? Optional.empty()
            : Optional.of(
                new OpenWindow(
                    row.getLong(6),
                    row.getInt(7),
                    rules(row.getString(8)),
                    operations(row.getString(12))));
    return new StoredApply(
        row.getLong(1),
        new Position(row.getString(2)),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        open,
        row.getLong(9),
        row.getLong(10),
        row.getObject(11, LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }

  private static String rules(OpenWindow open) {
    return open.rules().stream().sorted().collect(Collectors.joining(","));
  }

  private static Set<String> rules(String digests) {
    return names(digests).collect(Collectors.toUnmodifiableSet());
  }

  private static String operations(OpenWindow open) {
    return open.operations().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
  }

  private static Set<RowChange.Kind> operations(String names) {
    return names(names).map(RowChange.Kind::valueOf).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> names(String joined) {
    return Stream.of(joined.split(",")).filter(name -> !name.isEmpty());
  }

  Map<String, Long> windows(String project) {
    return sql
        .query(
            "SELECT writer, window_number FROM " + tables.table("writer") + " WHERE project = ?",
            row -> Map.entry(row.getString(1), row.getLong(2)),
            project)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void add(String project, Collection<StoredDefinition> definitions) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (StoredDefinition definition : definitions) {
      rows.add(
          Arrays.asList(
              project,
              definition.source().database(),
              definition.source().name(),
              definition.number(),
              definition.validFrom().text(),
              definition.text().map(DefinitionText::text).orElse("")));
    }
    new ManyRows(
            sql, DEFINITION_COLUMNS, some -> tables.replace("definition", DEFINITION_COLUMNS, some))
        .write(rows);
  }

  List<StoredDefinition> definitions(String project) {
    return sql.query(
        "SELECT source_database, source_name, number, valid_from, statement FROM "
            + tables.table("definition")
            + " WHERE project = ? ORDER BY source_database, source_name, number",
        row ->
            new StoredDefinition(
                new ObjectName(row.getString(1), row.getString(2)),
                row.getLong(3),
                new Position(row.getString(4)),
                Optional.of(row.getString(5))
                    .filter(text -> !text.isEmpty())
                    .map(DefinitionText::new)),
        project);
  }
}
