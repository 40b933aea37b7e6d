package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the log and cannot be read yet is in the copy or in the stream, never nowhere. */
class StartPositionIT {

  /** Whoever waits for the commit still waits then; whoever does not has its position. */
  private static final Duration UNHELD = Duration.ofSeconds(1);

  private final String database = TestedPair.newName("held");
  private final ExecutorService threads = Executors.newCachedThreadPool();

  static Stream<ServerSpec> servers() {
    return Stream.of(Servers.mysql97().withServerDefaults(), Servers.mysql97(), Servers.mariaDb());
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aCommitThatReadersDoNotSeeStandsBehindTheVisiblePosition(ServerSpec spec) throws Exception {
    DatabaseServer server = spec.shared();
    create(server);
    try (LogTail tail = new LogTail(endpoint(server));
        HeldCommits commits = new HeldCommits(server)) {
      commits.hold("INSERT INTO " + database + ".t VALUES (2)");

      assertNothingIsMissing(server, tail, commits, ChangeLog::visible);
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theSameHoldsWhereReadingBegins(ServerSpec spec) throws Exception {
    DatabaseServer server = spec.shared();
    create(server);
    try (LogTail tail = new LogTail(endpoint(server));
        HeldCommits commits = new HeldCommits(server)) {
      commits.hold("INSERT INTO " + database + ".t VALUES (2)");

      assertNothingIsMissing(server, tail, commits, log -> log.enter().map(ChangeLog.Entry::start));
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  /** A commit whose session was prepared by XA and rests is not in hand, and is not waited for. */
  @Test
  void aPreparedTransactionOfAClientIsNoCommitInHand() throws Exception {
    DatabaseServer server = Servers.mysql97().withServerDefaults().shared();
    create(server);
    String xid = "'" + database + "'";
    server.execute(
        "XA START " + xid,
        "INSERT INTO " + database + ".t VALUES (2)",
        "XA END " + xid,
        "XA PREPARE " + xid);
    try (LogTail tail = new LogTail(endpoint(server))) {
      Future<Optional<Position>> found = threads.submit(() -> tail.log().visible());
      assertThat(found.get(2, TimeUnit.MINUTES)).isPresent();
    } finally {
      server.execute("XA ROLLBACK " + xid, "DROP DATABASE " + database);
    }
  }

  /** Nobody can tell without GTIDs and without that privilege, so the run does not begin. */
  @Test
  void withoutGtidsAndProcessNothingIsBegun() throws Exception {
    DatabaseServer server = Servers.mysql97().withServerDefaults().shared();
    create(server);
    String user = database;
    server.execute(
        "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT ON *.* TO " + user,
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + user);
    MySql account = MySql.at(server.jdbcUrl()).credentials(user, "Secret-1");
    try (LogTail tail = new LogTail(account)) {
      assertThat(tail.log().visible()).isEmpty();
      assertThat(tail.log().enter()).isEmpty();
    } finally {
      server.execute("DROP USER " + user, "DROP DATABASE " + database);
    }
  }

  private void assertNothingIsMissing(
      DatabaseServer server,
      LogTail tail,
      HeldCommits commits,
      Function<ChangeLog, Optional<Position>> ask)
      throws Exception {
    Future<List<Integer>> both =
        threads.submit(
            () -> {
              tail.from(ask.apply(tail.log()).orElseThrow());
              return ids(server);
            });
    try {
      both.get(UNHELD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      assertThat(both).as("waits for the commit").isNotDone();
    }
    commits.release();
    // A row that the log returns once more does no harm; one that neither has is lost.
    List<Integer> seen = new ArrayList<>(both.get(2, TimeUnit.MINUTES));
    tail.changes(tail.table(database, "t")).forEach(change -> seen.add(id(change)));
    assertThat(Set.copyOf(seen)).containsExactlyInAnyOrder(1, 2);
  }

  private static int id(RowChange change) {
    RowImage row = Objects.requireNonNull(change.after());
    return Integer.parseInt(
        new String(row.data(), row.offset(0), row.length(0), StandardCharsets.UTF_8));
  }

  private void create(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "INSERT INTO " + database + ".t VALUES (1)");
  }

  private static MySql endpoint(DatabaseServer server) {
    return MySql.at(server.jdbcUrl()).credentials(server.user(), server.password());
  }

  private List<Integer> ids(DatabaseServer server) throws SQLException {
    List<Integer> ids = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + database + ".t ORDER BY id")) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids;
  }
}
