package io.openoms.tck.tidb;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.tidb.TsoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stands in for a changefeed: reads the log of the MySQL behind a stand-in for TiDB, and delivers
 * its transactions to a topic. A commit's timestamp is the one that MySQL logs, by the clock of the
 * stand-in's oracle; it never falls back from one transaction of the log to the next, so the last
 * one is a resolved timestamp. A row that beats in the log moves it.
 */
final class BinlogFeed implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(50);
  private static final long RESOLVE_NANOS = Duration.ofMillis(150).toNanos();

  private final DatabaseServer server;
  private final String beats;
  private final EndpointSession session;
  private final ChangeReader reader;
  private final Map<ObjectName, CapturedTable> tables = new HashMap<>();
  private final FeedDelivery delivery;
  private final Topic topic;
  private final NetTransaction open;
  private final Thread thread;
  private volatile boolean isStopped;
  private volatile Throwable failure;
  private long last;
  private long resolvedAt = System.nanoTime();

  /** Begins to deliver what changes in a database from now on. */
  BinlogFeed(DatabaseServer server, String database, ZoneId zone, Topic topic, FeedDelivery to) {
    this.server = server;
    this.topic = topic;
    this.delivery = to;
    this.open = new NetTransaction(zone);
    this.beats = database + "_beats";
    server.execute(
        "CREATE DATABASE " + beats,
        "CREATE TABLE " + beats + ".beat (id INT PRIMARY KEY, n BIGINT NOT NULL)",
        "INSERT INTO " + beats + ".beat VALUES (1, 0)");
    this.session =
        MySql.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .open(new EndpointOptions("feed", 3, "unused"));
    Catalog catalog = session.catalog().orElseThrow();
    Stream.of(database, beats)
        .flatMap(name -> catalog.entries(name).stream())
        .forEach(entry -> tables.put(entry.name(), captured(catalog, entry.name())));
    var log = session.changeLog().orElseThrow();
    this.reader =
        log.open(
            new ChangeRequest(log.current().orElseThrow(), List.copyOf(tables.values()), 1 << 20));
    this.thread = new Thread(this::run, "binlog-feed");
    thread.setDaemon(true);
    thread.start();
    awaitFirst();
  }

  private static CapturedTable captured(Catalog catalog, ObjectName name) {
    TableDefinition table = catalog.definition(name, catalog.definitionText(name).orElseThrow());
    return new CapturedTable(1, table, Optional.empty(), table.storedColumns());
  }

  private void awaitFirst() {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (last == 0 && System.nanoTime() < limit) {
      check();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Throws what ended the feed, if anything did. */
  void check() {
    if (failure != null) {
      throw new AssertionError("the feed stopped", failure);
    }
  }

  private void run() {
    try {
      while (!isStopped) {
        take(reader.next(WAIT));
        if (System.nanoTime() - resolvedAt > RESOLVE_NANOS) {
          resolvedAt = System.nanoTime();
          server.execute("UPDATE " + beats + ".beat SET n = n + 1");
          if (last > 0) {
            delivery.resolve(last);
            topic.flush();
          }
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void take(ChangeEvent event) {
    if (event instanceof ChangeEvent.Changes changes) {
      CapturedTable table = tables.get(changes.table());
      changes.changes().forEach(change -> open.take(table, change));
    } else if (event instanceof ChangeEvent.Committed committed) {
      long timestamp = timestamp(committed.committedAt());
      if (timestamp < last) {
        throw new IllegalStateException("MySQL's commits fall back");
      }
      open.write(timestamp, delivery);
      last = timestamp;
    }
  }

  private static long timestamp(Instant at) {
    return TsoClock.of(ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }

  @Override
  public void close() {
    isStopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    session.close();
    server.execute("DROP DATABASE " + beats);
  }
}
