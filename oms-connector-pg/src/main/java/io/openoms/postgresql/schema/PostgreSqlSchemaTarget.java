package io.openoms.postgresql.schema;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.gate.TableGate;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables to which changes come back. They are the ones that a project came from: none is made
 * or changed here. Thread-safe.
 */
public final class PostgreSqlSchemaTarget implements SchemaTarget {

  private static final String ONLY_BACK =
      "this server takes rows back into tables that it has; it is given no new ones";

  private final Connections connections;

  /** Works over those connections. */
  public PostgreSqlSchemaTarget(Connections connections) {
    this.connections = connections;
  }

  @Override
  public SchemaStatement database(String name) {
    return new SchemaStatement(
        Kind.DATABASE, name, "CREATE SCHEMA IF NOT EXISTS " + Quoted.name(name));
  }

  @Override
  public Conversion convert(TableDefinition table, ObjectName target, ConversionContext context) {
    return refused();
  }

  @Override
  public Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context) {
    return refused();
  }

  private static Conversion refused() {
    return new Conversion(List.of(), List.of(), List.of(), List.of(), List.of(ONLY_BACK));
  }

  /** Columns that rows lack here. Whether values fit is looked at where they are written. */
  @Override
  public List<String> differences(TableDefinition existing, TableDefinition source) {
    Stream<String> missing =
        source.storedColumns().stream()
            .filter(column -> existing.column(column.name()).isEmpty())
            .map(column -> "column " + column.name() + " is missing");
    Stream<String> more =
        existing.storedColumns().stream()
            .filter(column -> source.column(column.name()).isEmpty())
            .filter(PostgreSqlSchemaTarget::needsValue)
            .map(column -> "column " + column.name() + " is here alone, and needs a value");
    return Stream.concat(missing, more).toList();
  }

  private static boolean needsValue(ColumnDefinition column) {
    return !column.nullable() && column.defaultValue().isEmpty() && !column.autoIncrement();
  }

  @Override
  public Optional<SchemaStatement> nextNumber(TableDefinition source, ObjectName target) {
    return source.columns().stream()
        .filter(ColumnDefinition::autoIncrement)
        .findFirst()
        .flatMap(
            column ->
                source.autoIncrement().stream()
                    .mapToObj(next -> setNumber(target, column.name(), next))
                    .findFirst());
  }

  /** A column without a sequence of its own is an error: its numbers would be given again. */
  private static SchemaStatement setNumber(ObjectName table, String column, long next) {
    return new SchemaStatement(
        Kind.TABLE,
        table.toString(),
        "SELECT pg_catalog.setval(COALESCE(pg_catalog.pg_get_serial_sequence("
            + Quoted.text(Quoted.name(table))
            + ", "
            + Quoted.text(column)
            + "), "
            + Quoted.text("no sequence of column " + column)
            + ")::regclass, "
            + Long.toUnsignedString(next)
            + ", false)");
  }

  @Override
  public Optional<SchemaStatement> empty(ObjectName target) {
    return Optional.of(
        new SchemaStatement(
            Kind.ALTERATION, target.toString(), "TRUNCATE TABLE " + Quoted.name(target)));
  }

  @Override
  public void execute(SchemaStatement statement) {
    try (Connection connection = connections.borrow();
        Statement sql = connection.createStatement()) {
      sql.execute(TableGate.PASS);
      sql.execute(statement.sql());
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "changing " + statement.name());
    }
  }
}
