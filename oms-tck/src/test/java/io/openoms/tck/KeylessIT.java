package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Rung;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables without a key, written to while they are copied. Each transaction inserts one row, so the
 * log holds as many events of a table up to the stored position as rows have arrived.
 */
class KeylessIT {

  private static final int TABLES = 8;
  private static final int WRITERS = 4;
  private static final Pattern PLACE =
      Pattern.compile("binlog/1 file=(\\S+) offset=(\\d+) gtids=.*");

  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  static Stream<ServerType> sources() {
    return Rung.cases(Stream.of(ServerType.MARIADB, ServerType.MYSQL_97));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theRowsAreThoseOfTheStoredPosition(ServerType type) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(type.get());
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("keyless");
    create(from, database);
    List<Future<?>> writers = new ArrayList<>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        int first = i;
        writers.add(threads.submit(() -> write(from, database, first)));
      }
      // One that keeps a table in use for longer than a lock is waited for.
      writers.add(threads.submit(() -> holdOn(from, database)));

      pair.assertMigratesBesideWriters(database, 0);

      end(writers);
      assertExact(pair, database);
    } finally {
      end(writers);
      threads.shutdown();
      pair.drop(database);
    }
  }

  private static void create(DatabaseServer server, String database) {
    List<String> statements = new ArrayList<>();
    statements.add("FLUSH BINARY LOGS");
    statements.add("CREATE DATABASE " + database);
    for (int i = 0; i < TABLES; i++) {
      statements.add("CREATE TABLE " + database + ".t" + i + " (n INT, note VARCHAR(20), KEY (n))");
    }
    server.execute(statements.toArray(String[]::new));
  }

  private Void write(DatabaseServer server, String database, int first) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (int n = first; !over.get(); n++) {
        statement.execute(
            "INSERT INTO %s.t%d VALUES (%d, 'same')".formatted(database, n % TABLES, n % 3));
      }
    }
    return null;
  }

  private Void holdOn(DatabaseServer server, String database) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO " + database + ".t3 VALUES (7, 'held')");
      Thread.sleep(5_000);
      connection.commit();
    }
    return null;
  }

  private void end(List<Future<?>> writers) throws Exception {
    over.set(true);
    for (Future<?> writer : writers) {
      writer.get(1, TimeUnit.MINUTES);
    }
  }

  private static void assertExact(TestedPair pair, String database) throws Exception {
    try (Connection source = pair.source().server().connect();
        Connection sink = pair.sink().server().connect()) {
      for (int i = 0; i < TABLES; i++) {
        String table = "t" + i;
        String row =
            "oms_state.milestone WHERE project = '"
                + database
                + "' AND source_name = '"
                + table
                + "' AND milestone = ";
        String low = text(TableDigest.rows(sink, row + "'LOW_WATERMARK'", "position"));
        assertThat(text(TableDigest.rows(sink, row + "'HIGH_WATERMARK'", "position")))
            .isEqualTo(low);
        assertThat(TableDigest.rows(sink, database + "." + table, "n"))
            .as("rows of %s, read at %s", table, low)
            .isNotEmpty()
            .hasSize(logged(source, low, "(" + database + "." + table + ")"));
      }
    }
  }

  /** How many transactions the log holds of a table up to a position. */
  private static int logged(Connection source, String position, String table) throws SQLException {
    Matcher place = PLACE.matcher(position);
    assertThat(place.matches()).as(position).isTrue();
    int count = 0;
    try (Statement statement = source.createStatement();
        ResultSet events =
            statement.executeQuery("SHOW BINLOG EVENTS IN '" + place.group(1) + "'")) {
      while (events.next() && events.getLong("Pos") < Long.parseLong(place.group(2))) {
        boolean insert = events.getString("Event_type").equals("Table_map");
        count += insert && events.getString("Info").contains(table) ? 1 : 0;
      }
    }
    return count;
  }

  private static String text(List<String> rows) {
    byte[] bytes = HexFormat.of().parseHex(rows.get(0).replace("|", ""));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
