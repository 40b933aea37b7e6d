package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks for two rows that would be equal in a key under other collations. */
final class CollisionQuery {

  private final Connections connections;
  private final ServerFacts facts;
  private final TableRead read;
  private final Map<String, String> collations;
  private final List<String> parts;
  private final List<String> shownColumns;

  CollisionQuery(
      Connections connections,
      ServerFacts facts,
      TableRead read,
      IndexDefinition key,
      Map<String, String> collations) {
    this.connections = connections;
    this.facts = facts;
    this.read = read;
    this.collations = collations;
    this.parts = key.parts().stream().map(this::part).toList();
    this.shownColumns =
        Stream.concat(
                read.key().stream().map(ColumnDefinition::name),
                key.parts().stream().flatMap(part -> part.column().stream()))
            .distinct()
            .toList();
  }

  KeyCollisions ask() {
    if (!facts.collations().containsAll(collations.values())) {
      return KeyCollisions.unknown();
    }
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(sql())) {
        while (found.next()) {
          rows.add(row(found));
        }
      }
      return rows.isEmpty() ? KeyCollisions.none() : KeyCollisions.found(rows);
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.of(read.table().name()), "looking for rows that would be equal");
    }
  }

  /** The first group of equal keys, and two of its rows. NULLs are never equal. */
  private String sql() {
    String table = Identifiers.quote(read.table().name());
    List<String> conditions =
        parts.stream().map(part -> part + " IS NOT NULL").collect(Collectors.toList());
    read.filter().ifPresent(filter -> conditions.add("(" + filter + ")"));
    String where = " WHERE " + String.join(" AND ", conditions);
    String keys =
        IntStream.range(0, parts.size())
            .mapToObj(i -> parts.get(i) + " AS oms_key" + i)
            .collect(Collectors.joining(", "));
    String group =
        "SELECT "
            + keys
            + " FROM "
            + table
            + where
            + " GROUP BY "
            + String.join(", ", parts)
            + " HAVING COUNT(*) > 1 LIMIT 1";
    String same =
        IntStream.range(0, parts.size())
            .mapToObj(i -> parts.get(i) + " = oms_equal.oms_key" + i)
            .collect(Collectors.joining(" AND "));
    String columns =
        shownColumns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM "
        + table
        + " JOIN ("
        + group
        + ") oms_equal ON "
        + same
        + where
        + " LIMIT 2";
  }

  private String part(IndexDefinition.Part part) {
    String value =
        part.column()
            .map(Identifiers::quote)
            .orElseGet(() -> "(" + part.expression().orElseThrow().sql() + ")");
    String prefix = part.prefix() > 0 ? "LEFT(" + value + ", " + part.prefix() + ")" : value;
    String collation = part.column().map(collations::get).orElse(null);
    if (collation == null) {
      return prefix;
    }
    String set = collation.substring(0, collation.indexOf('_'));
    return "CONVERT(" + prefix + " USING " + set + ") COLLATE " + collation;
  }

  private String row(ResultSet found) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < shownColumns.size(); i++) {
      String value = found.getString(i + 1);
      values.add(shownColumns.get(i) + " = " + (value == null ? "NULL" : Literals.text(value)));
    }
    return String.join(", ", values);
  }
}
