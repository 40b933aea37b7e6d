package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.error.MigrationException;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links that are cut, senders that are killed and slots that are given up while a log is read. */
class PostgreSqlLinkIT {

  /** More than what links hold: they are cut while the server sends. */
  private static final int ROWS = 30_000;

  private final DatabaseServer server = Servers.postgreSql16().hostile().shared();
  private final String schema = "link_" + UUID.randomUUID().toString().substring(0, 8);
  private LinkProxy proxy;
  private OpenLog log;

  @BeforeEach
  void begin() {
    proxy = new LinkProxy(server.port());
    server.execute(
        "CREATE SCHEMA " + schema, "CREATE TABLE " + schema + ".a (id int PRIMARY KEY, v text)");
    log =
        new OpenLog(
            PostgreSql.at("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres")
                .credentials(server.user(), server.password()),
            schema);
  }

  @AfterEach
  void end() {
    log.close();
    proxy.close();
    server.execute("DROP SCHEMA " + schema + " CASCADE");
  }

  private void insert(int first, int rows) {
    server.execute(
        "INSERT INTO "
            + schema
            + ".a SELECT i, repeat('x', 1500) FROM generate_series("
            + first
            + ", "
            + (first + rows - 1)
            + ") i");
  }

  private String ask(String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private int rows(ChangeReader reader) {
    return log.events(reader).stream()
        .mapToInt(event -> event instanceof ChangeEvent.Changes c ? c.changes().size() : 0)
        .sum();
  }

  private static MigrationException stopOf(ChangeReader reader) {
    return catchThrowableOfType(
        MigrationException.class,
        () -> {
          while (true) {
            reader.next(Duration.ofMillis(50));
          }
        });
  }

  /** As the engine does: a pooled connection that the cut ended is met by the next call. */
  private ChangeReader readAgain(Position start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return log.read(start, "a");
      } catch (MigrationException e) {
        if (!e.isRetryable() || attempt == 10) {
          throw e;
        }
      }
    }
  }

  /** What was told of it before is told again. */
  @Test
  void aTransactionIsToldAgainAsAWholeAfterACut() {
    Position start = log.establish("a");
    insert(1, 10);
    insert(100, ROWS);
    Position reached;
    try (ChangeReader reader = log.read(start, "a")) {
      OpenLog.first(reader, ChangeEvent.Committed.class);
      OpenLog.first(reader, ChangeEvent.Changes.class);
      proxy.cut();
      MigrationException stop = stopOf(reader);
      assertThat(stop.code().name()).isEqualTo("CONNECTION_LOST");
      assertThat(stop.isRetryable()).isTrue();
      reached = reader.position();
    }
    proxy.restore();
    try (ChangeReader reader = readAgain(reached)) {
      assertThat(rows(reader)).isEqualTo(ROWS);
    }
  }

  @Test
  void aTransactionIsToldAgainAsAWholeAfterItsSenderWasKilled() {
    Position start = log.establish("a");
    insert(1, ROWS);
    Position reached;
    try (ChangeReader reader = log.read(start, "a")) {
      OpenLog.first(reader, ChangeEvent.Changes.class);
      ask("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
      MigrationException stop = stopOf(reader);
      assertThat(stop.code().name()).isEqualTo("CONNECTION_LOST");
      assertThat(stop.isRetryable()).isTrue();
      reached = reader.position();
    }
    try (ChangeReader reader = readAgain(reached)) {
      assertThat(rows(reader)).isEqualTo(ROWS);
    }
  }

  /** A dead route: the server neither answers nor ends the connection. */
  @Test
  void aReaderIsClosedWhileItsLinkHangs() {
    Position start = log.establish("a");
    ChangeReader reader = log.read(start, "a");
    reader.next(Duration.ofMillis(50));
    proxy.hang();
    long began = System.nanoTime();
    reader.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    proxy.restore();
    insert(1, 3);
    try (ChangeReader again = readAgain(start)) {
      assertThat(rows(again)).isEqualTo(3);
    }
  }

  /** The reader that is cut off may be retried; the next one says what has happened. */
  @Test
  void aSlotThatTheServerHasGivenUpIsNamed() {
    Position start = log.establish("a");
    try (ChangeReader reader = log.read(start, "a")) {
      reader.next(Duration.ofMillis(50));
      server.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
      for (int i = 0; i < 6; i++) {
        insert(1 + i, 1);
        server.execute("SELECT pg_switch_wal()");
      }
      server.execute("CHECKPOINT");
      assertThat(ask("SELECT wal_status FROM pg_replication_slots")).isEqualTo("lost");
      MigrationException stop = stopOf(reader);
      assertThat(stop.code().name()).isEqualTo("CONNECTION_LOST");
    } finally {
      server.execute("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
    }
    MigrationException lost =
        catchThrowableOfType(MigrationException.class, () -> log.read(start, "a"));
    assertThat(lost.code().name()).isEqualTo("SLOT_LOST");
    assertThat(lost.isRetryable()).isFalse();
    assertThat(lost.context().position()).isPresent();
  }
}
