package io.openoms.bench.debezium;

import com.sun.management.OperatingSystemMXBean;
import io.debezium.connector.jdbc.JdbcSinkConnectorTask;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's embedded engine and Debezium's JDBC sink in one process, without Kafka between them:
 * each batch that the engine hands over is put into the sink's task.
 *
 * <p>Arguments: a directory for its state, the source's port and user, the sink's URL with the
 * database, the sink's user, database, table, and how many changes to apply before it ends. Both
 * users have no password. It prints {@code STREAMING} when it reads the log and {@code DONE nanos
 * cpu-nanos} at its end.
 */
public final class DebeziumRun {

  private final String[] arguments;
  private final long changes;
  private final AtomicLong applied = new AtomicLong();
  private final CountDownLatch done = new CountDownLatch(1);

  private DebeziumRun(String[] arguments) {
    this.arguments = arguments;
    this.changes = Long.parseLong(arguments[7]);
  }

  /** Runs to the last change. */
  public static void main(String[] arguments) throws Exception {
    new DebeziumRun(arguments).run();
    System.exit(0);
  }

  private void run() throws Exception {
    JdbcSinkConnectorTask sink = new JdbcSinkConnectorTask();
    sink.initialize(new InMemorySinkContext());
    sink.start(sinkProperties());
    long began = System.nanoTime();
    long cpuBefore = cpu();
    DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine =
        DebeziumEngine.create(Connect.class)
            .using(sourceProperties())
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    System.out.println("STREAMING");
                  }
                })
            .using(
                (success, message, error) -> {
                  if (!success) {
                    System.out.println("FAILED " + message);
                    System.exit(1);
                  }
                })
            .notifying((records, committer) -> put(records, committer, sink))
            .build();
    Thread running = new Thread(engine);
    running.start();
    if (!done.await(4, TimeUnit.MINUTES)) {
      System.out.println("FAILED after " + applied + " changes");
      System.exit(1);
    }
    long nanos = System.nanoTime() - began;
    long cpu = cpu() - cpuBefore;
    engine.close();
    running.join(60_000);
    sink.stop();
    System.out.println("DONE " + nanos + " " + cpu);
  }

  private void put(
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer,
      JdbcSinkConnectorTask sink)
      throws InterruptedException {
    List<SinkRecord> batch = new ArrayList<>();
    for (ChangeEvent<SourceRecord, SourceRecord> event : records) {
      SourceRecord change = event.value();
      batch.add(
          new SinkRecord(
              change.topic(),
              0,
              change.keySchema(),
              change.key(),
              change.valueSchema(),
              change.value(),
              batch.size()));
    }
    sink.put(batch);
    for (ChangeEvent<SourceRecord, SourceRecord> event : records) {
      committer.markProcessed(event);
    }
    committer.markBatchFinished();
    if (applied.addAndGet(batch.size()) >= changes) {
      done.countDown();
    }
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private Properties sourceProperties() {
    Properties properties = new Properties();
    Path state = Path.of(arguments[0]);
    properties.putAll(
        Map.ofEntries(
            Map.entry("name", "bench"),
            Map.entry("connector.class", "io.debezium.connector.mysql.MySqlConnector"),
            Map.entry("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore"),
            Map.entry("offset.storage.file.filename", state.resolve("offsets").toString()),
            Map.entry("offset.flush.interval.ms", "0"),
            Map.entry("topic.prefix", "bench"),
            Map.entry("database.hostname", "127.0.0.1"),
            Map.entry("database.port", arguments[1]),
            Map.entry("database.user", arguments[2]),
            Map.entry("database.password", ""),
            Map.entry("database.server.id", "4711"),
            Map.entry("database.include.list", arguments[5]),
            Map.entry("table.include.list", arguments[5] + "." + arguments[6]),
            Map.entry("snapshot.mode", "no_data"),
            Map.entry("include.schema.changes", "false"),
            Map.entry("tombstones.on.delete", "false"),
            Map.entry("decimal.handling.mode", "string"),
            Map.entry("bigint.unsigned.handling.mode", "precise"),
            Map.entry(
                "schema.history.internal", "io.debezium.storage.file.history.FileSchemaHistory"),
            Map.entry(
                "schema.history.internal.file.filename", state.resolve("history").toString())));
    return properties;
  }

  private Map<String, String> sinkProperties() {
    return Map.of(
        "connection.url", arguments[3] + "?rewriteBatchedStatements=true",
        "connection.username", arguments[4],
        "connection.password", "",
        "insert.mode", "upsert",
        "delete.enabled", "true",
        "primary.key.mode", "record_key",
        "schema.evolution", "none",
        "collection.name.format", arguments[6]);
  }
}
