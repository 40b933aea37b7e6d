package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers compute the fingerprints that Java computes of the rows as they are read; rows that
 * differ have different ones, on each server.
 */
class FingerprintsIT {

  private final String database = TestedPair.newName("prints");
  private final List<AutoCloseable> open = new ArrayList<>();

  static Stream<ServerType> sources() {
    return Stream.of(ServerType.MYSQL_97, ServerType.MARIADB, ServerType.MYSQL_80)
        .limit(Rung.isThorough() ? 3 : 2);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private EndpointSession session(DatabaseServer server) {
    EndpointOptions options = new EndpointOptions("prints", 3, "unused");
    EndpointSession session =
        server.version().contains("OceanBase")
            ? OceanBase.at(server.jdbcUrl())
                .credentials(server.user(), server.password())
                .open(options)
            : MySql.at(server.jdbcUrl())
                .credentials(server.user(), server.password())
                .open(options);
    open.add(0, session);
    return session;
  }

  private void create(DatabaseServer server, List<String> statements) {
    open.add(() -> server.execute("DROP DATABASE IF EXISTS " + database));
    server.execute(
        Stream.concat(
                Stream.of(
                    "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
                    "USE " + database,
                    "SET NAMES utf8mb4",
                    "SET time_zone = '+00:00'",
                    "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'"),
                statements.stream())
            .toArray(String[]::new));
  }

  private FingerprintedTable table(EndpointSession session, String name) {
    return FingerprintedTable.of(session, new ObjectName(database, name));
  }

  /**
   * Every type at its edges, at the source and at the sink to which the product copies it; the sink
   * computes what the source computes.
   */
  @ParameterizedTest
  @MethodSource("sources")
  void everyEdgeOfEveryType(ServerType type) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(type.get());
    List<String> tables = createEdges(pair.source().server(), type);
    open.add(() -> pair.drop(database));
    pair.assertMigrates(database, 7);
    EndpointSession from = session(pair.source().server());
    EndpointSession to = session(pair.sink().server());
    Set<String> different = new TreeSet<>();
    for (String name : tables) {
      FingerprintedTable source = table(from, name);
      FingerprintedTable sink = table(to, name);
      for (FingerprintedTable table : List.of(source, sink)) {
        table.assertAsRead();
        table.digested().assertAsRead();
        if (!name.startsWith("cs_")) {
          table.assertPartsAsRead();
        }
      }
      different.addAll(different(source, sink));
    }
    assertThat(different).isEmpty();
  }

  private List<String> createEdges(DatabaseServer server, ServerType type) throws Exception {
    List<String> sql = new ArrayList<>(ValueCases.statements());
    List<String> tables = new ArrayList<>(List.of(ValueCases.NAME, FloatsTable.NAME));
    sql.addAll(FloatsTable.statements());
    sql.addAll(ShapesTable.statements());
    tables.add(ShapesTable.NAME);
    sql.addAll(OddTables.statements(type == ServerType.MARIADB));
    OddTables.ALL.forEach(odd -> tables.add(odd.table()));
    for (String set : CharacterSetTables.sets(server)) {
      sql.addAll(CharacterSetTables.statements(set));
      tables.add(CharacterSetTables.table(set));
    }
    List<EveryType> types = EveryType.of(type);
    sql.add(
        IntStream.range(0, types.size())
            .mapToObj(i -> "c" + i + " " + types.get(i).type())
            .collect(Collectors.joining(", ", "CREATE TABLE every (id INT PRIMARY KEY, ", ")")));
    for (int value = 0; value < 3; value++) {
      int number = value;
      sql.add(
          types.stream()
              .map(one -> one.values().get(number))
              .collect(Collectors.joining(", ", "INSERT INTO every VALUES (" + value + ", ", ")")));
    }
    tables.add("every");
    create(server, sql);
    return tables;
  }

  /** The columns of which source and sink compute different sums. */
  private static List<String> different(FingerprintedTable source, FingerprintedTable sink) {
    if (source.sum().equals(sink.sum())) {
      return List.of();
    }
    return source.read().read().columns().stream()
        .filter(column -> !source.only(column).sum().equals(sink.only(column).sum()))
        .map(column -> source.read().read().table().name().name() + "." + column.name())
        .toList();
  }

  private static final String PAIRS =
      "CREATE TABLE pairs (id INT PRIMARY KEY, a VARCHAR(40), b VARCHAR(40), n INT, d DOUBLE,"
          + " vb VARBINARY(20), m DECIMAL(20,5), bits BIT(64), t TIME(6), j JSON)";

  /** Each of the two rows stands for a way in which one can be taken for the other. */
  private static final List<String[]> DIFFERENT =
      List.of(
          pair("a", "NULL", "''"),
          pair("a", "NULL", "'NULL'"),
          pair("a", "NULL", "'N'"),
          pair("a", "''", "' '"),
          pair("a", "'x'", "'X'"),
          pair("a", "'x'", "'x '"),
          pair("a", "'x'", "'x\\0'"),
          pair("a", "'e'", "'é'"),
          pair("a", "'ß'", "'ss'"),
          pair("a", "'é'", "'e\u0301'"),
          pair("a, b", "'a', 'b:c'", "'a:b', 'c'"),
          pair("a, b", "'a', 'b'", "'b', 'a'"),
          pair("a, b", "'a', NULL", "NULL, 'a'"),
          pair("a, b", "'', '1:a'", "'1:a', ''"),
          pair("a, b", "'N,', NULL", "NULL, 'N,'"),
          pair("a, n", "'1', NULL", "NULL, 1"),
          pair("n", "NULL", "0"),
          pair("n", "1", "-1"),
          pair("d", "0e0", "-0e0"),
          pair("d", "0.1e0", "0.10000000000000002e0"),
          pair("d", "1e300", "1.0000000000000002e300"),
          pair("vb", "x'01'", "x'0100'"),
          pair("vb", "x'01'", "x'0120'"),
          pair("vb", "x'80'", "x'c280'"),
          pair("vb", "x'61'", "x'41'"),
          pair("vb", "NULL", "''"),
          pair("m", "1.00001", "1.00002"),
          pair("m", "123456789012345.00001", "123456789012345.00002"),
          pair("bits", "18446744073709551615", "18446744073709551614"),
          pair("bits", "0", "NULL"),
          pair("t", "'-00:00:00.000001'", "'00:00:00.000001'"),
          pair("j", "'[1]'", "'[\"1\"]'"),
          pair("j", "'null'", "NULL"),
          pair("j", "'{\"a\": 1}'", "'{\"A\": 1}'"));

  private static String[] pair(String columns, String one, String other) {
    return new String[] {columns, one, other};
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB", "OCEANBASE"})
  void rowsThatDifferHaveDifferentFingerprints(ServerType type) {
    List<String> sql = new ArrayList<>(List.of(PAIRS));
    for (int i = 0; i < DIFFERENT.size(); i++) {
      String into = "INSERT INTO pairs (id, " + DIFFERENT.get(i)[0] + ") VALUES (";
      sql.add(into + 2 * i + ", " + DIFFERENT.get(i)[1] + ")");
      sql.add(into + (2 * i + 1) + ", " + DIFFERENT.get(i)[2] + ")");
    }
    create(type.get().shared(), sql);
    EndpointSession session = session(type.get().shared());
    FingerprintedTable all = table(session, "pairs").without("id");

    all.assertAsRead();
    all.assertPartsAsRead();
    assertPairsDiffer(all.byKey());
    assertPairsDiffer(all.digested().byKey());
  }

  private static void assertPairsDiffer(Map<String, String> fingerprints) {
    for (int i = 0; i < DIFFERENT.size(); i++) {
      assertThat(fingerprints.get("" + 2 * i))
          .as(String.join(" | ", DIFFERENT.get(i)))
          .isNotNull()
          .isNotEqualTo(fingerprints.get("" + (2 * i + 1)));
    }
  }

  /** Rows of a table without a key count as often as they are there, and not in pairs. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB", "OCEANBASE"})
  void equalRowsDoNotCancelEachOther(ServerType type) {
    DatabaseServer server = type.get().shared();
    create(server, List.of("CREATE TABLE loose (n INT, v VARCHAR(9))"));
    FingerprintedTable table = table(session(server), "loose");
    Set<FingerprintSum> sums = new TreeSet<>((one, other) -> one.sum().compareTo(other.sum()));
    assertThat(table.sum()).isEqualTo(FingerprintSum.none());
    for (int i = 0; i < 5; i++) {
      assertThat(sums.add(table.sum())).isTrue();
      server.execute("INSERT INTO " + database + ".loose VALUES (1, 'same')");
      table.assertAsRead();
      table.assertPartsAsRead();
    }
    server.execute("INSERT INTO " + database + ".loose VALUES (2, NULL), (NULL, NULL)");
    table.assertAsRead();
    table.where("n = 1 OR n = 2").assertAsRead();
    table.where("n = 1 OR n = 2").assertPartsAsRead();
    assertThat(table.where("n = 1 OR n = 2").sum().rows()).isEqualTo(6);
  }

  /** MySQL and MariaDB make NULL of what is too long for a packet, with a warning alone. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB", "OCEANBASE"})
  void aRowThatIsTooLongIsNamed(ServerType type) {
    DatabaseServer server = type.get().shared();
    create(
        server,
        List.of(
            "CREATE TABLE large (id INT PRIMARY KEY, a LONGTEXT, b LONGTEXT)",
            "INSERT INTO large VALUES (1, 'x', NULL), (2, REPEAT('é', 800000), 'y')"));
    FingerprintSum whole = table(session(server), "large").sum();
    try {
      server.execute("SET GLOBAL max_allowed_packet = 1048576");
      FingerprintedTable table = table(session(server), "large");
      if (type == ServerType.OCEANBASE) {
        assertThat(table.sum()).isEqualTo(whole);
      } else {
        assertTooLong(table);
      }
    } finally {
      server.execute("SET GLOBAL max_allowed_packet = 67108864");
    }
    FingerprintedTable table = table(session(server), "large");
    assertThat(table.sum()).isEqualTo(whole);
    table.assertAsRead();
    table.digested().assertAsRead();
  }

  private static void assertTooLong(FingerprintedTable table) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(table::sum, table::byKey, table::buckets)) {
      assertThatThrownBy(call)
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("PACKET_TOO_LARGE")
          .hasMessageContaining("max_allowed_packet");
    }
    assertThatThrownBy(table::sum).hasMessageContaining("1 of 2 rows");
    assertThatThrownBy(table::byKey).hasMessageContaining("id = 2");
  }

  /** Texts whose collations a server would not mix are taken as their bytes. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB", "OCEANBASE"})
  void textsOfSeveralCollations(ServerType type) {
    boolean hasSets = type != ServerType.OCEANBASE;
    create(
        type.get().shared(),
        List.of(
            "CREATE TABLE mixed (id INT PRIMARY KEY, a VARCHAR(9) COLLATE utf8mb4_bin NOT NULL,"
                + " b VARCHAR(9) COLLATE utf8mb4_general_ci NOT NULL"
                + (hasSets ? ", c VARCHAR(9) CHARACTER SET latin1 NOT NULL" : "")
                + (hasSets ? ", d VARCHAR(9) CHARACTER SET ucs2)" : ")"),
            "INSERT INTO mixed (id, a, b"
                + (hasSets ? ", c, d" : "")
                + ") VALUES"
                + (hasSets ? " (1, 'é', 'É', 'ä', 'ö')" : " (1, 'é', 'É')")));

    table(session(type.get().shared()), "mixed").assertAsRead();
    table(session(type.get().shared()), "mixed").assertPartsAsRead();
  }

  /** What is no character is not taken for the question mark as which it would be read. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void bytesThatAreNoCharacterAreNotTakenForOne(ServerType type) {
    DatabaseServer server = type.get().shared();
    create(
        server,
        List.of(
            "CREATE TABLE lost (id INT PRIMARY KEY, c VARCHAR(20) CHARACTER SET gbk)",
            "INSERT INTO lost VALUES (1, '中?'), (2, '?'), (3, _gbk x'A140'), (4, _gbk x'A2A0'),"
                + " (5, NULL)"));
    FingerprintedTable lost = table(session(server), "lost").without("id");

    assertThat(Set.copyOf(lost.byKey().values())).hasSize(5);
    lost.where("id IN (1, 2, 5)").assertAsRead();
    lost.where("id IN (1, 2, 5)").digested().assertAsRead();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB", "OCEANBASE"})
  void settingsOfTheServerChangeNothing(ServerType type) {
    ServerSpec spec = type.get().hostile();
    create(spec.shared(), List.of(PAIRS, "INSERT INTO pairs (id, a, d) VALUES (1, 'é\\\\', 0.1)"));
    table(session(spec.shared()), "pairs").assertAsRead();
  }
}
