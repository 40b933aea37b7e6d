package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Rung;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows around and beyond one packet of the sink, 16 MiB, with bytes of which none is shorter in SQL
 * than two.
 */
class LargeRowsIT {

  private static final String BYTES = "x'00ff275c0a0d1a22'";
  private static final String TEXT = "'\\\\''\\\\😀'";

  static Stream<ServerType> sources() {
    return Rung.cases(Stream.of(ServerType.MARIADB, ServerType.MYSQL_97));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void rowsBeyondAPacketArriveInParts(ServerType source) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source.get());
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("large");
    // A packet of the source's own bounds what a function of it makes: 16 MiB here, or 64.
    boolean wide = source == ServerType.MYSQL_97;
    try {
      from.execute(
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
          "USE " + database,
          "SET NAMES utf8mb4",
          "CREATE TABLE lobs (id INT PRIMARY KEY, b LONGBLOB, t LONGTEXT, e ENUM('a'),"
              + " u TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP, j JSON)",
          "CREATE TABLE keyless (b LONGBLOB, n INT)",
          // As SQL: just below the packet, just above it, and a few times as large.
          row(1, repeat(BYTES, 1_047_900), "NULL"),
          row(2, repeat(BYTES, 1_048_700), "'small'"),
          row(3, "x'00'", repeat(TEXT, 1_900_000)),
          row(4, repeat(BYTES, 2_000_000), repeat(TEXT, 1_900_000)),
          "INSERT INTO keyless VALUES (" + repeat(BYTES, 2_000_000) + ", 1), (NULL, 2)",
          "INSERT INTO keyless SELECT * FROM keyless",
          wide ? row(5, repeat(BYTES, 7_500_000), "NULL") : "DO 0",
          wide
              ? "INSERT IGNORE INTO lobs (id, t, e) VALUES (6, " + repeat(TEXT, 7_000_000) + ", 0)"
              : "DO 0",
          "INSERT INTO lobs (id, j) VALUES (7, CONCAT('[\"', REPEAT('é', 7000000), '\", 1.0]'))");

      pair.assertMigrates(database, 0);

      SqlComparison sides = pair.compare(database);
      sides.assertSameRows(
          "lobs", "id, LENGTH(b), SHA2(b, 256), LENGTH(t), SHA2(t, 256), e + 0, u, SHA2(j, 256)");
      sides.assertSameRows("keyless", "LENGTH(b), SHA2(b, 256), n");
    } finally {
      pair.drop(database);
    }
  }

  private static String row(int id, String bytes, String text) {
    return "INSERT INTO lobs (id, b, t, e) VALUES (" + id + ", " + bytes + ", " + text + ", 'a')";
  }

  private static String repeat(String what, int times) {
    return "REPEAT(" + what + ", " + times + ")";
  }
}
