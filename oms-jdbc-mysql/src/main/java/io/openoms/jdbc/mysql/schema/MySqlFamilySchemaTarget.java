package io.openoms.jdbc.mysql.schema;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.alter.KeptValues;
import io.openoms.dialect.mysql.alter.OneTable;
import io.openoms.dialect.mysql.ddl.DatabaseConversion;
import io.openoms.dialect.mysql.ddl.DdlTarget;
import io.openoms.dialect.mysql.ddl.ForeignColumns;
import io.openoms.dialect.mysql.ddl.LongTexts;
import io.openoms.dialect.mysql.ddl.TableConversion;
import io.openoms.dialect.mysql.ddl.TableFollowing;
import io.openoms.dialect.mysql.ddl.TypeMapping;
import io.openoms.dialect.mysql.ddl.ViewConversion;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ViewDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Converts for, and creates at, a server of the MySQL family. Thread-safe. */
public final class MySqlFamilySchemaTarget implements SchemaTarget {

  private final Connections connections;
  private final DdlTarget server;
  private final boolean holdsNumbers;

  /** A target over those connections. */
  public MySqlFamilySchemaTarget(Connections connections, DdlTarget server) {
    this(connections, server, false);
  }

  /**
   * The same.
   *
   * @param holdsNumbers whether servers of a cluster hold AUTO_INCREMENT numbers in reserve
   */
  public MySqlFamilySchemaTarget(Connections connections, DdlTarget server, boolean holdsNumbers) {
    this.connections = connections;
    this.server = server;
    this.holdsNumbers = holdsNumbers;
  }

  @Override
  public boolean holdsNumbersInReserve() {
    return holdsNumbers;
  }

  @Override
  public String refusedInNames() {
    return server.traits().refusedInNames();
  }

  @Override
  public SchemaStatement database(String name) {
    return database(name, Optional.empty());
  }

  @Override
  public SchemaStatement database(String name, Optional<String> collation) {
    return DatabaseConversion.of(name, collation, server.facts());
  }

  @Override
  public Conversion convert(TableDefinition table, ObjectName target, ConversionContext context) {
    return new TableConversion(table, target, server, context).convert();
  }

  @Override
  public Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context) {
    return ViewConversion.of(view, target, server, context);
  }

  @Override
  public List<String> differences(TableDefinition existing, TableDefinition other) {
    return differences(existing, other, (wanted, found) -> type(found).equals(type(wanted)));
  }

  @Override
  public List<String> unfit(TableDefinition existing, TableDefinition source) {
    return differences(
        existing,
        source,
        (wanted, found) ->
            type(found).equals(type(wanted)) || KeptValues.takes(found, /* values= */ wanted));
  }

  private List<String> differences(
      TableDefinition existing,
      TableDefinition other,
      BiPredicate<ColumnDefinition, ColumnDefinition> fits) {
    TableDefinition source =
        LongTexts.adapted(ForeignColumns.adapted(other), server.traits().limits());
    List<String> differences = new ArrayList<>();
    for (ColumnDefinition wanted : source.columns()) {
      Optional<ColumnDefinition> found = existing.column(wanted.name());
      if (found.isEmpty()) {
        differences.add("column " + wanted.name() + " is missing");
      } else if (!fits.test(wanted, found.get())) {
        differences.add(
            "column " + wanted.name() + " is " + type(found.get()) + ", not " + type(wanted));
      }
    }
    List<String> wantedKey = names(source.copyKey());
    boolean found =
        wantedKey.isEmpty()
            ? existing.keys().isEmpty()
            : existing.keys().stream().anyMatch(key -> names(key).equals(wantedKey));
    if (!found) {
      differences.add("its key is " + names(existing.copyKey()) + ", not " + wantedKey);
    }
    return differences;
  }

  private static List<String> names(List<ColumnDefinition> columns) {
    return columns.stream().map(ColumnDefinition::name).toList();
  }

  /**
   * Display widths of integers differ between versions and mean nothing; labels of ENUM and SET are
   * shown with escapes or without.
   */
  private String type(ColumnDefinition column) {
    String text = TypeMapping.text(column.type(), server.traits());
    if (column.type().kind() == TypeKind.ENUM || column.type().kind() == TypeKind.SET) {
      return text.replace("''", "'").replace("\\\\", "\\");
    }
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("^(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\)", "$1");
  }

  /**
   * No server goes below the largest number that a row has; some go back to the given one, where it
   * was higher for no row.
   */
  @Override
  public Optional<SchemaStatement> nextNumber(TableDefinition source, ObjectName target) {
    return source.autoIncrement().stream()
        .mapToObj(
            next ->
                new SchemaStatement(
                    Kind.TABLE,
                    target.toString(),
                    "ALTER TABLE "
                        + Identifiers.quote(target)
                        + " AUTO_INCREMENT = "
                        + Long.toUnsignedString(next)))
        .findFirst();
  }

  @Override
  public Optional<Conversion> follow(
      TableDefinition existing,
      ObjectName target,
      DefinitionChange change,
      ConversionContext context) {
    return Optional.of(new TableFollowing(existing, target, change, server, context).statements());
  }

  @Override
  public Optional<SchemaStatement> empty(ObjectName target) {
    return Optional.of(
        new SchemaStatement(
            Kind.ALTERATION, target.toString(), "TRUNCATE TABLE " + Identifiers.quote(target)));
  }

  @Override
  public boolean dropsTables() {
    return true;
  }

  @Override
  public Optional<SchemaStatement> drop(ObjectName target) {
    return Optional.of(
        new SchemaStatement(
            Kind.ALTERATION,
            target.toString(),
            "DROP TABLE IF EXISTS " + Identifiers.quote(target)));
  }

  @Override
  public Optional<SchemaStatement> dropView(ObjectName target) {
    return Optional.of(
        new SchemaStatement(
            Kind.ALTERATION,
            target.toString(),
            "DROP VIEW IF EXISTS " + Identifiers.quote(target)));
  }

  @Override
  public Optional<String> foreign(String sql, ObjectName target) {
    return OneTable.fault(sql, target);
  }

  /** Sessions do not check foreign keys, and without that the rows that are there would not be. */
  private static void execute(Statement sql, SchemaStatement statement) throws SQLException {
    boolean checks = statement.kind() == Kind.FOREIGN_KEY;
    if (checks) {
      sql.execute("SET SESSION foreign_key_checks = 1");
    }
    try {
      sql.execute(statement.sql());
    } finally {
      if (checks) {
        sql.execute("SET SESSION foreign_key_checks = 0");
      }
    }
  }

  @Override
  public void execute(SchemaStatement statement) {
    try (Connection connection = connections.borrow();
        Statement sql = connection.createStatement()) {
      execute(sql, statement);
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), doing(statement.kind()) + " " + statement.name());
    }
  }

  private static String doing(Kind kind) {
    return kind == Kind.ALTERATION
        ? "changing"
        : "creating " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
