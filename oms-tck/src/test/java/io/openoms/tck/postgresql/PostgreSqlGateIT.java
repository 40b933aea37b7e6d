package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.WriteGate;
import io.openoms.spi.data.TableDefinition;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frozen PostgreSQL takes no write to the project's tables, however it is worded. */
class PostgreSqlGateIT {

  private static final String READ_ONLY = "is read-only";

  private final DatabaseServer server = Servers.postgreSql16().shared();
  private final String schema = TestedPair.newName("gate");
  private final EndpointSession session =
      PostgreSqlPair.endpoint(server).open(new EndpointOptions(schema, 3, schema + "_state"));
  private final WriteGate gate = session.writeGate().orElseThrow();

  @BeforeEach
  void create() {
    server.execute(
        "CREATE SCHEMA " + schema,
        "CREATE TABLE " + schema + ".above (id int, v int)",
        "CREATE TABLE " + schema + ".t (PRIMARY KEY (id)) INHERITS (" + schema + ".above)",
        "CREATE TABLE " + schema + ".parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE " + schema + ".low PARTITION OF " + schema + ".parts DEFAULT",
        "CREATE TABLE " + schema + ".other (id int)",
        "INSERT INTO " + schema + ".t VALUES (1, 1)",
        "INSERT INTO " + schema + ".parts VALUES (1)");
    List<TableDefinition> tables =
        Stream.of("t", "parts")
            .map(name -> new ObjectName(schema, name))
            .map(name -> session.catalog().orElseThrow().table(name).orElseThrow())
            .toList();
    session.captureSetup().orElseThrow().establish(tables);
  }

  @AfterEach
  void drop() {
    session.captureSetup().orElseThrow().release();
    session.close();
    server.execute(
        "DROP SCHEMA " + schema + " CASCADE", "DROP SCHEMA IF EXISTS " + schema + "_state CASCADE");
  }

  @Test
  void everyWriteIsRefusedButOurOwnAndThoseToOtherTables() throws Exception {
    String before = gate.look();
    assertThat(gate.holds(true)).isEmpty();
    gate.freeze(true);
    gate.freeze(false);
    assertThat(gate.holds(true)).isPresent();
    try (Connection application = server.connect();
        Statement sql = application.createStatement()) {
      for (String write :
          List.of(
              "INSERT INTO %s.t VALUES (2, 2)",
              "UPDATE %s.t SET v = 2",
              "DELETE FROM %s.t",
              "UPDATE %s.above SET v = 2",
              "TRUNCATE %s.t",
              "TRUNCATE %s.low",
              "INSERT INTO %s.low VALUES (2)",
              "COPY %s.parts FROM PROGRAM 'echo 3'",
              "WITH gone AS (DELETE FROM %s.parts RETURNING id) SELECT * FROM gone")) {
        assertThatThrownBy(() -> sql.execute(write.formatted(schema)))
            .as(write)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining(READ_ONLY)
            .extracting(error -> ((SQLException) error).getSQLState())
            .isEqualTo("25006");
      }
      sql.execute("INSERT INTO " + schema + ".other VALUES (1)");
      sql.execute("ANALYZE " + schema + ".t");
      assertThat(gate.passOwn()).isTrue();
      assertThat(session.catalog().orElseThrow().table(new ObjectName(schema, "t")))
          .as("the gate is no trigger of the application")
          .hasValueSatisfying(
              table -> assertThat(table.remains()).noneMatch(what -> what.startsWith("trigger ")));
      gate.thaw(before);
      gate.thaw(before);
      sql.execute("INSERT INTO " + schema + ".t VALUES (2, 2)");
      assertThat(gate.passOwn()).isFalse();
      assertThat(gate.holds(true)).isEmpty();
    }
  }

  @Test
  void aTransactionThatHasWrittenIsWaitedFor() throws Exception {
    try (Connection application = server.connect();
        Statement sql = application.createStatement()) {
      application.setAutoCommit(false);
      sql.execute("INSERT INTO " + schema + ".t VALUES (2, 2)");
      CompletableFuture<Void> frozen = CompletableFuture.runAsync(() -> gate.freeze(true));
      Thread.sleep(500);
      assertThat(frozen).isNotDone();
      sql.execute("INSERT INTO " + schema + ".t VALUES (3, 3)");
      application.commit();
      frozen.get(2, TimeUnit.MINUTES);
      assertThatThrownBy(() -> sql.execute("DELETE FROM " + schema + ".t"))
          .hasMessageContaining(READ_ONLY);
      application.rollback();
      gate.thaw(gate.look());
    }
  }

  @Test
  @Thorough
  void oneThatDoesNotEndIsNamedAndApplicationsGoOn() throws Exception {
    try (Connection application = server.connect();
        Statement sql = application.createStatement();
        Connection second = server.connect();
        Statement other = second.createStatement()) {
      application.setAutoCommit(false);
      sql.execute("INSERT INTO " + schema + ".t VALUES (2, 2)");
      assertThatThrownBy(() -> gate.freeze(true))
          .hasMessageContaining("WRITERS_OPEN")
          .hasMessageContaining("server process");
      other.execute("INSERT INTO " + schema + ".t VALUES (3, 3)");
      application.commit();
    }
  }
}
