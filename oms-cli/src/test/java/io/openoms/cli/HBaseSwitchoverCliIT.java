package io.openoms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.security.User;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes move from HBase to a table of cells and back, by commands. They stay where they are while
 * a command fails; an engine is killed between.
 */
@Thorough
class HBaseSwitchoverCliIT {

  private static final long LIMIT_NANOS = 300_000_000_000L;
  private static final int NO_SUCH_DATABASE = 1049;
  private static final int NO_SUCH_TABLE = 1146;

  private final HBaseServer from = HBaseServer.shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String name = "cells_" + UUID.randomUUID().toString().substring(0, 8);
  private final TableName table = TableName.valueOf(name);
  @TempDir private Path directory;
  private final List<CliProcess> runs = new ArrayList<>();
  private Connection client;

  @BeforeEach
  void create() throws IOException {
    Configuration configuration = HBaseConfiguration.create();
    configuration.set(HConstants.ZOOKEEPER_QUORUM, from.zookeeper());
    client =
        ConnectionFactory.createConnection(
            configuration, User.create(UserGroupInformation.createRemoteUser("test")));
    try (Admin admin = client.getAdmin()) {
      admin.createTable(
          TableDescriptorBuilder.newBuilder(table)
              .setColumnFamily(
                  ColumnFamilyDescriptorBuilder.newBuilder("f".getBytes(UTF_8))
                      .setMaxVersions(Integer.MAX_VALUE)
                      .setScope(1)
                      .build())
              .build());
    }
  }

  @AfterEach
  void drop() throws Exception {
    for (CliProcess run : runs) {
      run.kill();
    }
    to.execute("SET GLOBAL read_only = 0", "DROP TABLE IF EXISTS `default`.`" + name + "$f`");
    try (Admin admin = client.getAdmin()) {
      admin.disableTable(table);
      admin.deleteTable(table);
    }
    client.close();
  }

  @Test
  void writesMoveForthAndBackAndAKilledEngineGoesOnWhereWritesAre() throws Exception {
    Path stopped = directory.resolve("stopped");
    Path allowed = directory.resolve("allowed");
    Path file = project("test -e " + allowed + " && echo x >> " + stopped);
    put("a", 1, "cells");
    CliProcess run = run(file);
    await(run, () -> rows().equals("a 1 cells;"));

    CliProcess failed = CliProcess.start(directory, "switch", file.toString(), "run");
    assertThat(failed.exit()).as(failed.out() + failed.err() + run.err()).isEqualTo(1);
    assertThat(failed.out()).contains("stop_writes failed");
    assertThat(direction(file)).isEqualTo("forward");
    put("a", 2, "after all");
    await(run, () -> rows().equals("a 2 after all;a 1 cells;"));

    Files.createFile(allowed);
    CliProcess away = CliProcess.start(directory, "switch", file.toString(), "run");
    assertThat(away.exit()).as(away.out() + away.err() + run.err()).isZero();
    assertThat(away.out()).contains("drain completed", "start_other_direction completed");
    assertThat(Files.readAllLines(stopped)).as("the command was run").containsExactly("x");
    assertThat(direction(file)).isEqualTo("reverse");
    insert("b", 2, "rows");
    await(run, () -> cells().equals("a 2 after all;a 1 cells;b 2 rows;"));
    run.kill();
    insert("c", 3, "killed");

    CliProcess next = run(file);
    await(next, () -> cells().equals("a 2 after all;a 1 cells;b 2 rows;c 3 killed;"));
    CliProcess back = CliProcess.start(directory, "switch-back", file.toString());
    assertThat(back.exit()).as(back.out() + back.err() + next.err()).isZero();
    assertThat(direction(file)).isEqualTo("forward");
    put("d", 4, "cells again");
    await(
        next, () -> rows().equals("a 2 after all;a 1 cells;b 2 rows;c 3 killed;d 4 cells again;"));
    next.terminate();
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(cells()).isEqualTo(rows());
    assertReleased(file);
  }

  private void assertReleased(Path file) throws Exception {
    CliProcess release = CliProcess.start(directory, "release", file.toString(), "--yes");
    assertThat(release.exit()).as(release.err()).isZero();
    try (Admin admin = client.getAdmin()) {
      assertThat(admin.listReplicationPeers()).isEmpty();
      assertThat(admin.getDescriptor(table).isReadOnly()).isFalse();
    }
    insert("e", 5, "after all");
    put("e", 5, "after all");
    assertThat(cells()).isEqualTo(rows());
  }

  /** One that a failed test leaves is killed. */
  private CliProcess run(Path file) throws IOException {
    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--json");
    runs.add(run);
    return run;
  }

  private interface Question {
    boolean isTrue() throws Exception;
  }

  private static void await(CliProcess run, Question question) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!question.isTrue()) {
      assertThat(run.isAlive()).as(run.err()).isTrue();
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private String direction(Path file) throws Exception {
    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).as(status.err()).isZero();
    JsonNode switchover = status.json().get(0).path("switchover");
    return switchover.path("direction").asText("");
  }

  private void put(String row, long time, String value) throws IOException {
    try (Table opened = client.getTable(table)) {
      opened.put(
          new Put(row.getBytes(UTF_8))
              .addColumn("f".getBytes(UTF_8), new byte[0], time, value.getBytes(UTF_8)));
    }
  }

  private void insert(String row, long time, String value) {
    to.execute(
        "INSERT INTO `default`.`"
            + name
            + "$f` (K, Q, T, V) VALUES ('"
            + row
            + "', '', "
            + -time
            + ", '"
            + value
            + "')");
  }

  private String cells() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Table opened = client.getTable(table);
        ResultScanner results = opened.getScanner(new Scan().readAllVersions())) {
      for (Result result : results) {
        for (Cell cell : result.rawCells()) {
          append(text, CellUtil.cloneRow(cell), cell.getTimestamp(), CellUtil.cloneValue(cell));
        }
      }
    }
    return text.toString();
  }

  /** Nothing before the table is made. */
  private String rows() throws SQLException {
    StringBuilder text = new StringBuilder();
    try (java.sql.Connection connection = to.connect();
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("SELECT K, -T, V FROM `default`.`" + name + "$f` ORDER BY K, Q, T")) {
      while (rows.next()) {
        append(text, rows.getBytes(1), rows.getLong(2), rows.getBytes(3));
      }
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_TABLE && e.getErrorCode() != NO_SUCH_DATABASE) {
        throw e;
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, byte[] row, long time, byte[] value) {
    text.append(String.join(" ", List.of(text(row), Long.toString(time), text(value)))).append(';');
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private Path project(String stopWrites) throws IOException {
    String text =
        """
        project: %s
        source: {type: hbase, zookeeper: "%s"}
        sink: {type: obkv, url: "%s", user: %s, password: ""}
        objects: {include: ["default.%s"]}
        phases: [schema, full, incremental, switchover, reverse_incremental]
        options: {spool: {dir: "%s"}, switchover: {stop_writes: "%s"}}
        """
            .formatted(
                name,
                from.zookeeper(),
                to.jdbcUrl(),
                to.user(),
                name,
                directory.resolve("spool"),
                stopWrites);
    return Files.writeString(directory.resolve("project.yaml"), text);
  }
}
