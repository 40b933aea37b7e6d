package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.TableVerification;
import io.openoms.VerificationOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values at the edge of every type, each spoiled at the sink by the least that the type knows: each
 * is found in its column alone, and repaired.
 */
class SpoiledEdgesIT {

  private static final List<SpoiledEdge> EDGES = SpoiledEdge.all();

  static Stream<Arguments> pairs() {
    return Rung.cases(
        Stream.of(
            Arguments.of(Servers.mysql97(), Servers.oceanBase()),
            Arguments.of(Servers.mysql80(), Servers.oceanBase()),
            Arguments.of(Servers.mariaDb(), Servers.oceanBase()),
            Arguments.of(Servers.oceanBase(), Servers.mysql97())));
  }

  /** A column for each edge, and a row in which that column alone has a value. */
  private static String[] create(String database) {
    List<String> columns = new ArrayList<>(List.of("id INT PRIMARY KEY"));
    IntStream.range(0, EDGES.size()).forEach(n -> columns.add("c" + n + " " + EDGES.get(n).type()));
    List<String> sql = new ArrayList<>();
    sql.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    sql.add("CREATE TABLE " + database + ".edge (" + String.join(", ", columns) + ")");
    for (int n = 0; n < EDGES.size(); n++) {
      sql.add(
          "INSERT INTO %s.edge (id, c%d) VALUES (%2$d, %s)"
              .formatted(database, n, EDGES.get(n).value()));
    }
    return sql.toArray(String[]::new);
  }

  private static String[] spoil(String database) {
    return IntStream.range(0, EDGES.size())
        .mapToObj(
            n ->
                "UPDATE %s.edge SET c%d = %s WHERE id = %2$d"
                    .formatted(database, n, EDGES.get(n).beside().replace("$c", "c" + n)))
        .toArray(String[]::new);
  }

  private static List<String> expected() {
    return IntStream.range(0, EDGES.size())
        .mapToObj(n -> "DIFFERENT " + n + " [c" + n + "]")
        .toList();
  }

  private static TableVerification verify(
      TestedPair pair, String database, Consumer<VerificationOptions.Builder> options)
      throws InterruptedException {
    return VerificationIT.verify(
            pair, database, v -> options.accept(v.samples(EDGES.size()).chunkRows(7)))
        .tables()
        .get(0);
  }

  private static List<String> found(TableVerification table) {
    return table.samples().stream()
        .map(row -> row.kind() + " " + row.key().get("id") + " " + row.columns())
        .toList();
  }

  /** How many rows are at the sink what they are at the source, by plain SQL. */
  private static List<String> shown(DatabaseServer server, String database) throws SQLException {
    List<String> shown = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (int n = 0; n < EDGES.size(); n++) {
        String form = EDGES.get(n).shown("c" + n);
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT " + form + " FROM " + database + ".edge WHERE id = " + n)) {
          assertThat(rows.next()).as("row %d", n).isTrue();
          shown.add(n + " " + rows.getString(1));
        }
      }
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachTypeSpoiledAtItsEdgesIsFoundExactlyAndRepaired(ServerSpec source, ServerSpec sink)
      throws Exception {
    TestedPair pair = Pairs.of(source, sink);
    String database = TestedPair.newName("edge");
    try {
      pair.source().server().execute(create(database));
      pair.assertMigrates(database, 0);
      pair.sink().server().execute(spoil(database));

      TableVerification spoiled = verify(pair, database, v -> {});
      assertThat(spoiled.error()).isEmpty();
      assertThat(found(spoiled)).containsExactlyInAnyOrderElementsOf(expected());
      assertThat(spoiled.differences()).isEqualTo(EDGES.size());

      TableVerification repaired = verify(pair, database, v -> v.repair(true));
      assertThat(repaired.isConsistent()).as("%s", found(repaired)).isTrue();
      assertThat(repaired.repaired()).isEqualTo(EDGES.size());
      assertThat(shown(pair.sink().server(), database))
          .containsExactlyElementsOf(shown(pair.source().server(), database));
    } finally {
      pair.drop(database);
    }
  }
}
