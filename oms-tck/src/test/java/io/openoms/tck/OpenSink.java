package io.openoms.tck;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowReader;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A database of a server as a sink that is written to directly, without the engine. */
final class OpenSink implements AutoCloseable {

  final DatabaseServer server;
  final String database;
  private final EndpointSession session;
  private final SinkConnection connection;
  private final Map<String, TableDefinition> tables = new HashMap<>();

  OpenSink(ServerType type) {
    server = type.get().shared();
    database = TestedPair.newName("sink");
    Endpoint endpoint =
        type == ServerType.OCEANBASE
            ? OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password())
            : MySql.at(server.jdbcUrl()).credentials(server.user(), server.password());
    server.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    session = endpoint.open(new EndpointOptions(database, 3, database));
    connection = session.rowSink().orElseThrow().connect();
  }

  void execute(List<String> statements) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "USE " + database,
                "SET NAMES utf8mb4",
                "SET time_zone = '+00:00'",
                "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'"));
    all.addAll(statements);
    server.execute(all.toArray(String[]::new));
  }

  void execute(String... statements) {
    execute(Arrays.asList(statements));
  }

  ObjectName name(String table) {
    return new ObjectName(database, table);
  }

  TableDefinition table(String table) {
    return tables.computeIfAbsent(
        table, of -> session.catalog().orElseThrow().table(name(of)).orElseThrow());
  }

  /** Its rows as a source would tell them, in the order of its first column, a number. */
  List<RowImage> rows(String table) {
    TableDefinition definition = table(table);
    List<ColumnDefinition> columns = definition.storedColumns();
    TableRead read = new TableRead(definition, columns, definition.copyKey(), Optional.empty());
    List<RowImage> rows = new ArrayList<>();
    RowBatches memory = new RowBatches(new BatchLimits(100, 1 << 20));
    try (RowReader reader = session.snapshot().orElseThrow().read(read, ChunkRange.all(), memory)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          rows.add(image(batch, row));
        }
      }
    }
    return rows;
  }

  private static RowImage image(RowBatch batch, int row) {
    RowImage.Builder image = new RowImage.Builder(batch.columns().size());
    for (int column = 0; column < batch.columns().size(); column++) {
      if (batch.isNull(row, column)) {
        image.addNull();
      } else {
        image.add(batch.data(), batch.offset(row, column), batch.length(row, column));
      }
    }
    return image.build();
  }

  /** Some columns of rows as a batch. */
  RowBatch batch(String table, List<RowImage> rows, int... columns) {
    List<ColumnDefinition> all = table(table).storedColumns();
    RowBatch.Builder batch =
        new RowBatches(new BatchLimits(Math.max(1, rows.size()), 1 << 20))
            .begin(IntStream.of(columns).mapToObj(all::get).toList());
    for (RowImage row : rows) {
      for (int column : columns) {
        batch.add(row, column);
      }
    }
    return batch.build();
  }

  /** All columns of rows as a batch. */
  RowBatch batch(String table, List<RowImage> rows) {
    return batch(table, rows, IntStream.range(0, table(table).storedColumns().size()).toArray());
  }

  Set<SinkCapability> capabilities() {
    return session.rowSink().orElseThrow().capabilities();
  }

  /** Does something in a transaction and commits it. */
  <T> T commit(Function<SinkTransaction, T> work) {
    try (SinkTransaction transaction = connection.begin()) {
      T result = work.apply(transaction);
      transaction.commit();
      return result;
    }
  }

  List<String> digest(String table, String select) throws SQLException {
    try (Connection plain = server.connect()) {
      return TableDigest.rows(plain, database + "." + table, select);
    }
  }

  @Override
  public void close() {
    connection.close();
    session.close();
    server.execute("DROP DATABASE " + database);
  }
}
