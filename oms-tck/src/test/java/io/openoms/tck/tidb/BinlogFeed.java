package io.openoms.tck.tidb;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.tidb.TsoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands in for a changefeed: reads the log of the MySQL behind a stand-in for TiDB, and delivers
 * its transactions to a topic. A commit's timestamp is the one that MySQL logs, by the clock of the
 * stand-in's oracle; it never falls back from one transaction of the log to the next, so the last
 * one is a resolved timestamp. A row that beats in the log moves it.
 */
final class BinlogFeed implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(50);

  /** TiDB's number of a statement's kind, which nobody reads. */
  private static final int SOME_ACTION = 5;

  private static final long RESOLVE_NANOS = Duration.ofMillis(150).toNanos();

  private final DatabaseServer server;
  private final String beats;
  private final EndpointSession session;
  private final FeedSchema tables;
  private ChangeReader reader;
  private final FeedDelivery delivery;
  private final Topic topic;
  private final NetTransaction open;
  private final Thread thread;
  private volatile boolean isStopped;
  private volatile Throwable failure;
  private ChangeEvent.SchemaChanged definition;
  private volatile long last;
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
    this.tables = new FeedSchema(session, List.of(database, beats));
    this.reader = open(session.changeLog().orElseThrow().current().orElseThrow());
    this.thread = new Thread(this::run, "binlog-feed");
    thread.setDaemon(true);
    thread.start();
    awaitFirst();
  }

  private ChangeReader open(Position from) {
    return session
        .changeLog()
        .orElseThrow()
        .open(new ChangeRequest(from, tables.captured(), 1 << 20));
  }

  private void awaitFirst() {
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
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
      CapturedTable table = tables.of(changes.table());
      changes.changes().forEach(change -> open.take(table, change));
    } else if (event instanceof ChangeEvent.SchemaChanged change) {
      definition = change;
    } else if (event instanceof ChangeEvent.Committed committed) {
      long timestamp = timestamp(committed.committedAt());
      if (timestamp < last) {
        throw new IllegalStateException("MySQL's commits fall back");
      }
      open.write(timestamp, delivery);
      define(timestamp);
      last = timestamp;
    }
  }

  /** A changefeed knows the definition behind a statement, and goes on by it. */
  private void define(long timestamp) {
    ChangeEvent.SchemaChanged change = definition;
    definition = null;
    if (change != null) {
      DdlStatement statement = change.statement().orElseThrow();
      ObjectName table = change.objects().get(0).name();
      delivery.definition(
          OpenMessage.definition(
              timestamp, table.database(), table.name(), statement.text(), SOME_ACTION));
      tables.change(change.objects(), statement);
      Position behind = reader.position();
      reader.close();
      reader = open(behind);
    }
  }

  private static long timestamp(Instant at) {
    return TsoClock.of(ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }

  /** How far it is, and where its thread stands. */
  @Override
  public String toString() {
    return "the feed has delivered up to tso "
        + last
        + ", and is at "
        + Stream.of(thread.getStackTrace()).limit(5).toList();
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
