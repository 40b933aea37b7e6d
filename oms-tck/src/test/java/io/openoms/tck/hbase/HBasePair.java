package io.openoms.tck.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.RunState;
import io.openoms.hbase.HBase;
import io.openoms.oceanbase.Obkv;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.security.User;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A namespace of HBase that is migrated into a database of OceanBase of the same name. Both sides
 * are looked at by a client and statements of this class, not by the connectors. Both are dropped
 * at the end. One thread.
 */
final class HBasePair implements AutoCloseable {

  private final HBaseServer source;
  private final DatabaseServer sink = Servers.oceanBase().hostile().shared();
  private final String namespace = TestedPair.newName("from_hbase");
  private final org.apache.hadoop.hbase.client.Connection client;
  private final Admin admin;

  private HBasePair(HBaseServer source) throws IOException {
    this.source = source;
    this.client =
        ConnectionFactory.createConnection(
            configuration(source), User.create(UserGroupInformation.createRemoteUser("test")));
    this.admin = client.getAdmin();
    admin.createNamespace(NamespaceDescriptor.create(namespace).build());
  }

  static HBasePair open() throws IOException {
    return at(HBaseServer.shared());
  }

  static HBasePair at(HBaseServer source) throws IOException {
    return new HBasePair(source);
  }

  private static Configuration configuration(HBaseServer server) {
    Configuration configuration = new Configuration(false);
    configuration.addResource("hbase-default.xml");
    configuration.set("hbase.zookeeper.quorum", server.zookeeper());
    return configuration;
  }

  String namespace() {
    return namespace;
  }

  HBaseServer source() {
    return source;
  }

  DatabaseServer sink() {
    return sink;
  }

  Admin admin() {
    return admin;
  }

  TableName name(String table) {
    return TableName.valueOf(namespace, table);
  }

  Table table(String table) throws IOException {
    return client.getTable(name(table));
  }

  HBase sourceEndpoint() {
    return HBase.at(source.zookeeper());
  }

  Obkv sinkEndpoint() {
    return Obkv.at(sink.jdbcUrl()).credentials(sink.user(), sink.password());
  }

  /** A family that keeps all versions. */
  static ColumnFamilyDescriptorBuilder family(String name) {
    return ColumnFamilyDescriptorBuilder.newBuilder(bytes(name)).setMaxVersions(Integer.MAX_VALUE);
  }

  void create(String table, ColumnFamilyDescriptor... families) throws IOException {
    admin.createTable(
        TableDescriptorBuilder.newBuilder(name(table))
            .setColumnFamilies(List.of(families))
            .build());
  }

  /** With a region between each two keys. */
  void create(String table, byte[][] splits, ColumnFamilyDescriptor... families)
      throws IOException {
    admin.createTable(
        TableDescriptorBuilder.newBuilder(name(table)).setColumnFamilies(List.of(families)).build(),
        splits);
  }

  void put(String table, Put... puts) throws IOException {
    try (Table opened = table(table)) {
      opened.put(List.of(puts));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Put cell(byte[] row, String family, byte[] qualifier, long time, byte[] value) {
    return new Put(row).addColumn(bytes(family), qualifier, time, value);
  }

  static Put cell(String row, String family, String qualifier, long time, String value) {
    return cell(bytes(row), family, bytes(qualifier), time, bytes(value));
  }

  /** A project of all families of the namespace, whose phases are to be chosen. */
  MigrationProject.Builder builder() {
    return MigrationProject.builder(namespace)
        .source(sourceEndpoint())
        .sink(sinkEndpoint())
        .objects(o -> o.include(namespace + ".*"));
  }

  MigrationProject project(String name, String... objects) {
    return project(name, sourceEndpoint(), sinkEndpoint(), 0, objects);
  }

  /** Schema, full copy and verification; of the whole namespace where no object is named. */
  MigrationProject project(String name, HBase from, Obkv into, long chunkRows, String... objects) {
    return MigrationProject.builder(name)
        .source(from)
        .sink(into)
        .objects(
            o -> {
              for (String object : objects) {
                o.include(object);
              }
              if (objects.length == 0) {
                o.include(namespace + ".*");
              }
            })
        .phases(
            p ->
                p.schema()
                    .full(f -> f.readers(2).writers(2).chunkRows(chunkRows))
                    .verification(v -> v.chunkRows(chunkRows)))
        .build();
  }

  /** Everything of the namespace must arrive, which the verification must confirm. */
  MigrationResult assertMigrates(long chunkRows) throws InterruptedException {
    return assertComplete(project(namespace, sourceEndpoint(), sinkEndpoint(), chunkRows));
  }

  static MigrationResult assertComplete(MigrationProject project) throws InterruptedException {
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    assertThat(result.objects())
        .isNotEmpty()
        .allSatisfy(object -> assertThat(object.error()).isEmpty());
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    assertThat(result.verification().orElseThrow().inconsistent()).isEmpty();
    return result;
  }

  static ObjectResult object(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no object " + table + ": " + result));
  }

  /** The sink holds the cells of a family, and at least one. */
  void assertSame(String table, String family) throws IOException {
    List<String> expected = fromSource(table, family);
    assertThat(expected).isNotEmpty();
    assertThat(fromSink(table + "$" + family)).as(table + ":" + family).isEqualTo(expected);
  }

  /** All cells that readers see, as {@code K|Q|T|V} in hexadecimal, in the order of a scan. */
  List<String> fromSource(String table, String family) throws IOException {
    List<String> cells = new ArrayList<>();
    Scan scan = new Scan().addFamily(bytes(family)).readAllVersions();
    try (Table opened = table(table);
        ResultScanner results = opened.getScanner(scan)) {
      for (Result result : results) {
        for (Cell cell : result.rawCells()) {
          cells.add(
              hex(CellUtil.cloneRow(cell))
                  + "|"
                  + hex(CellUtil.cloneQualifier(cell))
                  + "|"
                  + -cell.getTimestamp()
                  + "|"
                  + hex(CellUtil.cloneValue(cell)));
        }
      }
    }
    return cells;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** All rows of a table of cells in the order of its key, in the same form. */
  List<String> fromSink(String table) {
    String query = "SELECT K, Q, T, V FROM `" + namespace + "`.`" + table + "` ORDER BY K, Q, T";
    try (Connection connection = sink.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(
            hex(found.getBytes(1))
                + "|"
                + hex(found.getBytes(2))
                + "|"
                + found.getLong(3)
                + "|"
                + hex(found.getBytes(4)));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  @Override
  public void close() throws IOException {
    sink.execute("DROP DATABASE IF EXISTS `" + namespace + "`");
    for (TableName table : admin.listTableNamesByNamespace(namespace)) {
      if (admin.isTableEnabled(table)) {
        admin.disableTable(table);
      }
      admin.deleteTable(table);
    }
    admin.deleteNamespace(namespace);
    client.close();
  }
}
