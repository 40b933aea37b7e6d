package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.binlog.mysql.reader.DecodedLog;
import io.openoms.binlog.mysql.reader.FixtureFiles;
import io.openoms.binlog.mysql.reader.KnownCharacters;
import io.openoms.binlog.mysql.reader.LogFixture;
import io.openoms.binlog.mysql.reader.LogRecorder;
import io.openoms.binlog.mysql.reader.RecordedLog;
import io.openoms.binlog.mysql.value.ServerCharacterTables;
import io.openoms.jdbc.connection.Connections;
import io.openoms.mysql.MySql;
import io.openoms.mysql.MySqlTraits;
import io.openoms.spi.data.CapturedTable;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records the logs that {@code RecordedLogsTest} of oms-binlog-mysql decodes, and compares: today's
 * servers must write what the fixtures hold. With {@code -Dopenoms.fixtures.write=true} the
 * fixtures are written anew.
 */
@Thorough
class RecordedLogsIT {

  private static final boolean WRITES = Boolean.getBoolean("openoms.fixtures.write");
  private static final Path FOLDER = Path.of("../oms-binlog-mysql/src/test/resources/recorded");

  static Stream<Arguments> servers() {
    return Stream.of(
        Arguments.of("mysql-9.7", ServerType.MYSQL_97, Servers.mysql97()),
        Arguments.of(
            "mysql-8.0-defaults", ServerType.MYSQL_80, Servers.mysql80().withServerDefaults()),
        Arguments.of("mysql-5.6", ServerType.MYSQL_56, Servers.mysql56()),
        Arguments.of(
            "mariadb-11.4", ServerType.MARIADB, Servers.mariaDb().option("--log-bin-compress=ON")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void theServerWritesTheLogThatWasRecorded(String name, ServerType type, ServerSpec spec)
      throws Exception {
    LogFixture today = record(spec.shared(), new RecordedStatements(type));
    if (WRITES) {
      FixtureFiles.save(today, FOLDER.resolve(name));
      return;
    }
    LogFixture fixture = FixtureFiles.load(name);
    assertThat(changes(today.log())).isNotEmpty().isEqualTo(changes(fixture.log()));
    assertThat(today.rows()).isEqualTo(fixture.rows());
    assertThat(today.statements()).isEqualTo(fixture.statements());
  }

  /** Names and places of transactions differ each time. */
  private static List<List<DecodedLog.Change>> changes(RecordedLog log) {
    return DecodedLog.of(log).transactions().stream().map(DecodedLog.Transaction::changes).toList();
  }

  private static LogFixture record(DatabaseServer server, RecordedStatements statements)
      throws Exception {
    server.execute(statements.creating().toArray(String[]::new));
    server.execute("FLUSH BINARY LOGS");
    try (Connections connections = LogConnections.of(server);
        LogTail tail =
            new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()))) {
      List<CapturedTable> tables =
          tail.tables(LogFixture.DATABASE, statements.tables().toArray(String[]::new));
      server.execute(statements.recorded().toArray(String[]::new));
      KnownCharacters characters = KnownCharacters.of(new ServerCharacterTables(connections));
      RecordedLog log =
          new LogRecorder(connections, new MySqlTraits(), characters).record(tail.start(), tables);
      // Asks for the character sets that decoding needs.
      DecodedLog.of(log);
      return new LogFixture(log, shown(server, tables), characters, rows(server, tables));
    } finally {
      server.execute("DROP DATABASE " + LogFixture.DATABASE);
    }
  }

  private static List<String> shown(DatabaseServer server, List<CapturedTable> tables)
      throws SQLException {
    List<String> shown = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (CapturedTable table : tables) {
        try (ResultSet row =
            statement.executeQuery("SHOW CREATE TABLE " + table.definition().name())) {
          row.next();
          shown.add(row.getString(2));
        }
      }
    }
    return shown;
  }

  /** The rows by plain SQL, in the texts' order. */
  private static Map<String, List<String>> rows(DatabaseServer server, List<CapturedTable> tables)
      throws SQLException, IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET NAMES utf8mb4");
      statement.execute("SET time_zone = '+00:00'");
      for (CapturedTable table : tables) {
        rows.put(table.definition().name().name(), rows(statement, table));
      }
    }
    return rows;
  }

  private static List<String> rows(Statement statement, CapturedTable table) throws SQLException {
    String list =
        table.columns().stream().map(LogValuesIT::plain).collect(Collectors.joining(", "));
    List<String> rows = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery("SELECT " + list + " FROM " + table.definition().name())) {
      while (found.next()) {
        byte[][] values = new byte[table.columns().size()][];
        for (int i = 0; i < values.length; i++) {
          values[i] = found.getBytes(i + 1);
        }
        rows.add(DecodedLog.text(values));
      }
    }
    return rows.stream().sorted().toList();
  }
}
