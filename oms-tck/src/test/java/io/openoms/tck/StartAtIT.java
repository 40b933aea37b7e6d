package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.StartAt;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A project that copies nothing begins at the place that its caller names: what was committed
 * before does not travel, and all that was committed later does. What is no such place is an error.
 */
class StartAtIT {

  private static final String SECOND_AND_MORE = "DO SLEEP(1.1)";
  private static final Pattern OFFSET = Pattern.compile("file=(\\S+) offset=(\\d+)");
  private static final Pattern BEHIND = Pattern.compile("at position '([^']*)'");

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("start", from, to);
  @TempDir private Path directory;
  private int projects;

  @Test
  void onlyWhatIsBehindThePlaceTravels() throws Exception {
    eachKindOfPlaceIsBegunAt();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void onlyWhatIsBehindThePlaceTravelsFromAnotherSource(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      eachKindOfPlaceIsBegunAt();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void eachKindOfPlaceIsBegunAt() throws Exception {
    create("(1, 'before'), (2, 'before')");
    from.execute(
        "FLUSH BINARY LOGS", SECOND_AND_MORE, "INSERT INTO " + t() + " VALUES (3, 'before')");
    Position place = position();
    from.execute(SECOND_AND_MORE);
    Instant time = now();
    from.execute(
        "INSERT INTO " + t() + " VALUES (4, 'behind'), (5, 'behind')",
        "FLUSH BINARY LOGS",
        "UPDATE " + t() + " SET v = 'changed' WHERE id = 4",
        "DELETE FROM " + t() + " WHERE id = 5",
        "INSERT INTO " + t() + " VALUES (6, 'behind')");
    Matcher file = OFFSET.matcher(place.text());
    assertThat(file.find()).isTrue();
    List<String> expected = new ArrayList<>(List.of("4 changed", "6 behind"));
    for (StartAt start :
        List.of(
            StartAt.time(time),
            StartAt.position("gtid=" + gtids(place)),
            StartAt.position(file.group()),
            StartAt.position(place.text()))) {
      String target = target();
      try (SteppedProject project = project(target, start)) {
        assertComplete(project.run("SI", objects -> all(objects, target)));
        assertThat(rows(target)).as("%s", start).isEqualTo(expected);

        // It goes on from where it stands, and not from there once more.
        from.execute("INSERT INTO " + t() + " VALUES (" + (10 + projects) + ", 'later')");
        expected.add((10 + projects) + " later");
        assertComplete(project.run("SI", objects -> all(objects, target)));
        assertThat(rows(target)).as("%s", start).isEqualTo(expected);
      } finally {
        to.execute("DROP DATABASE IF EXISTS " + target);
      }
    }
  }

  @Test
  void whatIsNoPlaceIsAnErrorByName() throws Exception {
    noPlacesAreRefused(false);
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void whatIsNoPlaceOfAnotherSourceIsAnErrorByName(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      noPlacesAreRefused(type == ServerType.MARIADB);
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void noPlacesAreRefused(boolean domains) throws Exception {
    create("(1, 'before')");
    Matcher end = OFFSET.matcher(position().text());
    assertThat(end.find()).isTrue();
    String file = end.group(1);
    long offset = Long.parseLong(end.group(2));
    from.execute("INSERT INTO " + t() + " VALUES (2, 'behind')");
    String gtids = gtids(position());
    String first = file.replaceAll("\\d+$", "000000");
    try (LogTail tail = new LogTail(endpoint())) {
      ChangeLog log = tail.log();
      assertRefused(log, "file=" + file + " offset=" + (offset + 1), "START_INVALID", "within");
      assertRefused(log, "file=" + file + " offset=4294967295", "START_INVALID", "no place");
      assertRefused(log, "file=" + file + ".x offset=4", "START_INVALID", "no file");
      assertRefused(log, "file=" + first + " offset=4", "LOG_PURGED", "is gone");
      assertRefused(log, "somewhere", "START_INVALID", "no place in a binary log");
      assertRefused(log, "gtid=nonsense", "START_INVALID", "no set of transactions");
      assertRefused(log, StartAt.time(Instant.EPOCH), "LOG_PURGED", "begins later");
      assertRefused(
          log, StartAt.time(now().plus(Duration.ofHours(1))), "START_INVALID", "in the future");
      if (domains) {
        assertRefused(log, "gtid=0-1-99999999", "START_INVALID", "does not have");
        assertRefused(log, "gtid=7-1-1", "START_INVALID", "does not have");
      } else {
        long last = Long.parseLong(gtids.replaceAll(".*[-:]", ""));
        String server = gtids.replaceAll("^.*,", "").replaceAll(":.*", "");
        assertRefused(log, "gtid=" + gtids + ":" + (last + 9), "START_INVALID", "does not have");
        assertRefused(
            log,
            "gtid=" + gtids.replaceAll("[^,]*$", "") + server + ":1-" + (last - 3) + ":" + last,
            "START_INVALID",
            "it lacks transactions");
        assertRefused(log, "gtid=" + server + ":" + last, "START_INVALID", "it lacks");
      }
    }
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void whatThePurgedLogHeldIsAnErrorByName(ServerType type) throws Exception {
    try (DatabaseServer server = type.get().start()) {
      from = server;
      create("(1, 'before')");
      Position place = position();
      Matcher file = OFFSET.matcher(place.text());
      assertThat(file.find()).isTrue();
      from.execute(SECOND_AND_MORE);
      Instant time = now();
      from.execute(SECOND_AND_MORE, "INSERT INTO " + t() + " VALUES (2, 'x')", "FLUSH BINARY LOGS");
      from.execute("INSERT INTO " + t() + " VALUES (3, 'x')");
      Matcher end = OFFSET.matcher(position().text());
      assertThat(end.find()).isTrue();
      purge(end.group(1));
      try (LogTail tail = new LogTail(endpoint())) {
        assertRefused(tail.log(), file.group(), "LOG_PURGED", "is gone");
        assertRefused(tail.log(), "gtid=" + gtids(place), "LOG_PURGED", "");
        assertRefused(tail.log(), StartAt.time(time), "LOG_PURGED", "begins later");
      }
    }
  }

  /** A server keeps a file until it needs it for its own recovery no more. */
  private void purge(String to) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () -> {
              from.execute("PURGE BINARY LOGS TO '" + to + "'");
              return read(from, "SHOW BINARY LOGS").get(0).equals(to);
            });
  }

  /** Rows before it could be read by a definition that is not theirs: nothing is begun. */
  @Test
  void aDefinitionThatChangedSinceIsANamedStop() throws Exception {
    create("(1, 'before')");
    Position place = position();
    from.execute(
        "INSERT INTO " + t() + " VALUES (2, 'behind')",
        "ALTER TABLE " + t() + " ADD w VARCHAR(9) AFTER id",
        "INSERT INTO " + t() + " VALUES (3, 'w', 'v')",
        "TRUNCATE TABLE " + t(),
        "INSERT INTO " + t() + " VALUES (4, 'w', 'v')");
    String target = target();
    try (SteppedProject project = project(target, StartAt.position(place.text()))) {
      for (int run = 0; run < 2; run++) {
        MigrationResult result = project.run("SI", objects -> all(objects, target));
        assertThat(result.error()).as("%s", result).isPresent();
        assertThat(result.error().get().code().name()).isIn("DDL_NOT_FOLLOWED", "TABLE_CHANGED");
        assertThat(rows(target)).isEmpty();
      }
    } finally {
      to.execute("DROP DATABASE IF EXISTS " + target);
    }
  }

  /** The error names the place behind the change; TRUNCATE leaves the definition as it is. */
  @Test
  void theStopNamesAPlaceBehindTheChangeAndTruncateIsFollowed() throws Exception {
    create("(1, 'before')");
    Position place = position();
    from.execute(
        "ALTER TABLE " + t() + " COMMENT = 'new'",
        "INSERT INTO " + t() + " VALUES (2, 'behind')",
        "TRUNCATE TABLE " + t(),
        "INSERT INTO " + t() + " VALUES (3, 'behind')");
    String target = target();
    try (SteppedProject project = project(target, StartAt.position(place.text()))) {
      MigrationResult result = project.run("SI", objects -> all(objects, target));
      assertThat(result.error()).as("%s", result).isPresent();
      String message = result.error().get().getMessage();
      assertThat(message).contains("DDL_NOT_FOLLOWED", "COMMENT = 'new'", t());
      Matcher behind = BEHIND.matcher(message);
      assertThat(behind.find()).as(message).isTrue();
      project.following(i -> i.start(StartAt.position(behind.group(1))));
      assertComplete(project.run("SI", objects -> all(objects, target)));
      assertThat(rows(target)).containsExactly("3 behind");
    } finally {
      to.execute("DROP DATABASE IF EXISTS " + target);
    }
  }

  @Test
  void aProjectThatHasCopiedCannotBeginAnywhereElse() throws Exception {
    create("(1, 'before')");
    String target = target();
    try (SteppedProject project = project(target, StartAt.time(now()))) {
      project.following(i -> {});
      assertComplete(project.run("SF", objects -> all(objects, target)));
      project.following(i -> i.start(StartAt.position(position().text())));
      MigrationResult result = project.run("SI", objects -> all(objects, target));
      assertThat(result.error()).as("%s", result).isPresent();
      assertThat(result.error().get().code().name()).isEqualTo("START_REFUSED");
    } finally {
      to.execute("DROP DATABASE IF EXISTS " + target);
    }
  }

  private static void assertRefused(ChangeLog log, String place, String code, String part) {
    assertRefused(log, StartAt.position(place), code, part);
  }

  private static void assertRefused(ChangeLog log, StartAt place, String code, String part) {
    MigrationException error =
        catchThrowableOfType(MigrationException.class, () -> log.startAt(place));
    assertThat(error).as("%s", place).isNotNull();
    assertThat(error.code().name()).as("%s", error).isEqualTo(code);
    assertThat(error).hasMessageContaining(part);
    assertThat(error.isRetryable()).isFalse();
  }

  private void create(String rows) {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, v VARCHAR(9))",
        "INSERT INTO " + t() + " VALUES " + rows);
  }

  private String t() {
    return database.name() + ".t";
  }

  private String target() {
    projects++;
    return database.name() + "_" + projects;
  }

  private void all(ObjectSelection.Builder objects, String target) {
    objects.include(database.name() + ".*=" + target + ".*");
  }

  private SteppedProject project(String name, StartAt start) {
    SteppedProject project = new SteppedProject(name, from, to, directory);
    project.following(i -> i.start(start));
    return project;
  }

  private MySql endpoint() {
    return MySql.at(from.jdbcUrl()).credentials(from.user(), from.password());
  }

  private Position position() {
    try (LogTail tail = new LogTail(endpoint())) {
      return tail.start();
    }
  }

  private static String gtids(Position position) {
    return position.text().replaceAll(".* gtids=(\\S*).*", "$1");
  }

  private Instant now() throws SQLException {
    String sql = "SELECT CAST(FLOOR(UNIX_TIMESTAMP(NOW(6)) * 1000) AS SIGNED)";
    return Instant.ofEpochMilli(Long.parseLong(read(from, sql).get(0)));
  }

  private List<String> rows(String target) throws SQLException {
    return read(to, "SELECT CONCAT(id, ' ', v) FROM " + target + ".t ORDER BY id");
  }

  private static List<String> read(DatabaseServer server, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
