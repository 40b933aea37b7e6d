package io.openoms.postgresql.catalog;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.catalog.Fact.Kind;
import io.openoms.postgresql.sql.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the system catalog. Thread-safe; every call blocks. */
final class FactReader {

  private static final Map<Kind, String> QUERIES = queries();

  private final Connections connections;

  FactReader(Connections connections) {
    this.connections = connections;
  }

  private static Map<Kind, String> queries() {
    Map<Kind, String> queries = new LinkedHashMap<>();
    queries.put(Kind.COLUMN, FactQueries.COLUMNS);
    queries.put(Kind.LABEL, FactQueries.LABELS);
    queries.put(Kind.INDEX, FactQueries.INDEXES);
    queries.put(Kind.PART, FactQueries.PARTS);
    queries.put(Kind.CONSTRAINT, FactQueries.CONSTRAINTS);
    queries.put(Kind.CONSTRAINED, FactQueries.CONSTRAINED);
    queries.put(Kind.PARTITION, FactQueries.PARTITIONS);
    queries.put(Kind.REMAINS, FactQueries.REMAINS);
    return queries;
  }

  /** All that is known of a table, in one state of the catalog; empty when there is none. */
  List<Fact> table(ObjectName name) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      List<Fact> facts = facts(statement, name);
      statement.execute("COMMIT");
      return facts;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.of(name), "reading the definition");
    }
  }

  private static List<Fact> facts(Statement statement, ObjectName name) throws SQLException {
    String first =
        FactQueries.TABLE.formatted(Quoted.text(name.database()), Quoted.text(name.name()));
    List<Fact> facts = new ArrayList<>(rows(statement, Kind.TABLE, first));
    if (facts.isEmpty()) {
      return facts;
    }
    String number = facts.get(0).text(0);
    for (Map.Entry<Kind, String> query : QUERIES.entrySet()) {
      facts.addAll(rows(statement, query.getKey(), query.getValue().formatted(number)));
    }
    return facts;
  }

  private static List<Fact> rows(Statement statement, Kind kind, String query) throws SQLException {
    List<Fact> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          values.add(found.getString(i));
        }
        rows.add(new Fact(kind, values));
      }
    }
    return rows;
  }

  /** The columns of the table or view of that number, and the labels of their types. */
  List<Fact> columns(String number) {
    List<Fact> facts = new ArrayList<>();
    for (Kind kind : List.of(Kind.COLUMN, Kind.LABEL)) {
      rows(kindQuery(kind).formatted(number)).forEach(row -> facts.add(new Fact(kind, row)));
    }
    return facts;
  }

  private static String kindQuery(Kind kind) {
    return kind == Kind.COLUMN ? FactQueries.COLUMNS : FactQueries.LABELS;
  }

  /** The rows of a query, each a list of texts. */
  List<List<@Nullable String>> rows(String query) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return rows(statement, Kind.REMAINS, query).stream().map(Fact::values).toList();
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "reading the catalog");
    }
  }
}
