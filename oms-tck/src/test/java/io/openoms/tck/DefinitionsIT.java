package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.mysql.MySql;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.MySqlFamily;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;

/** Definitions are the same whether read from a statement or the catalog, and can be made again. */
class DefinitionsIT {

  @ParameterizedTest
  @MySqlFamily
  void aStatementReadsAsTheCatalogDoesAndIsRenderedAsTheServerShowsIt(DatabaseServer server)
      throws Exception {
    String here = TestedPair.newName("hard");
    String there = TestedPair.newName("again");
    try (EndpointSession session = session(server);
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      HardTables.create(server, here);
      statement.execute("CREATE DATABASE " + there + " CHARACTER SET utf8mb4");
      statement.execute("SET foreign_key_checks = 0");
      List<String> names = names(statement, here);
      assertThat(names).hasSizeGreaterThan(20);
      for (String name : names) {
        if (name.equals("myi")) {
          // Its number is the second part of a key, which MyISAM alone takes.
          continue;
        }
        String shown = shown(statement, here, name);
        TableDefinition read =
            session.catalog().orElseThrow().table(name(here, name)).orElseThrow();
        TableDefinition parsed = CreateTableParser.parse(shown, here);

        assertSame(parsed, read, name);

        for (String sql : statements(session, parsed, name(there, name))) {
          statement.execute(sql);
        }
        assertSame(CreateTableParser.parse(shown(statement, there, name), here), parsed, name);
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + here, "DROP DATABASE IF EXISTS " + there);
    }
  }

  private static void assertSame(TableDefinition parsed, TableDefinition read, String name) {
    same(name, parsed, read, table -> table.columns().stream().map(DefinitionsIT::text).toList());
    same(name, parsed, read, table -> new HashSet<>(table.indexes()));
    same(name, parsed, read, table -> new HashSet<>(table.foreignKeys()));
    same(name, parsed, read, DefinitionsIT::checks);
    same(name, parsed, read, TableDefinition::partitioning);
    same(name, parsed, read, TableDefinition::comment);
    same(name, parsed, read, TableDefinition::features);
    same(name, parsed, read, TableDefinition::characterSet);
    same(
        name, parsed, read, table -> table.copyKey().stream().map(ColumnDefinition::name).toList());
  }

  private static void same(
      String name,
      TableDefinition parsed,
      TableDefinition read,
      Function<TableDefinition, Object> part) {
    assertThat(part.apply(parsed)).as(name).isEqualTo(part.apply(read));
  }

  /** MariaDB gives a number to a CHECK without a name. */
  private static List<String> checks(TableDefinition table) {
    return table.checks().stream()
        .map(check -> check.toString().replaceAll("name=CONSTRAINT_\\d+", "name="))
        .sorted()
        .toList();
  }

  /** All that a column says, but sizes that servers count in ways of their own. */
  private static String text(ColumnDefinition column) {
    return Stream.of(
            column.name(),
            column.type().kind(),
            column.type().neutral(),
            column.type().nativeText(),
            column.type().collation(),
            column.type().srid(),
            column.nullable(),
            // MariaDB shows bytes over 127 as question marks.
            column.name().equals("bz") ? "" : column.defaultValue(),
            column.autoIncrement(),
            column.onUpdate(),
            column.generated(),
            column.invisible(),
            column.comment())
        .map(String::valueOf)
        .reduce("", (all, one) -> all + " | " + one);
  }

  private static List<String> statements(
      EndpointSession session, TableDefinition table, ObjectName target) {
    ConversionContext context =
        new ConversionContext(
            Map.of(),
            (key, collations) -> KeyCollisions.none(),
            name -> new ObjectName(target.database(), name.name()));
    Conversion conversion = session.schemaTarget().orElseThrow().convert(table, target, context);
    assertThat(conversion.faults()).as(target.name()).isEmpty();
    assertThat(conversion.notices()).as(target.name()).isEmpty();
    List<String> all = new ArrayList<>();
    Stream.concat(conversion.statements().stream(), conversion.afterCopy().stream())
        .map(SchemaStatement::sql)
        .forEach(all::add);
    all.addAll(conversion.heldBack());
    return all;
  }

  private static EndpointSession session(DatabaseServer server) {
    return MySql.at(server.jdbcUrl())
        .credentials(server.user(), server.password())
        .open(new EndpointOptions("definitions", 2, "oms_state"));
  }

  private static ObjectName name(String database, String table) {
    return new ObjectName(database, table);
  }

  private static List<String> names(Statement statement, String database) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SHOW TABLES FROM " + database)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String shown(Statement statement, String database, String table)
      throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SHOW CREATE TABLE " + database + ".`" + table + "`")) {
      rows.next();
      return rows.getString(2);
    }
  }
}
