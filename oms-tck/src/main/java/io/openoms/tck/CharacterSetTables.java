package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table for each character set that a source has, with the characters that the set holds. */
final class CharacterSetTables {

  /** Every seventh letter of each script of the basic plane, and some beyond it. */
  private static final String POOL = pool();

  private CharacterSetTables() {}

  /** The source's character sets. */
  static List<String> sets(DatabaseServer server) throws SQLException {
    List<String> sets = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT character_set_name FROM information_schema.character_sets"
                    + " WHERE character_set_name <> 'binary' ORDER BY 1")) {
      while (rows.next()) {
        sets.add(rows.getString(1));
      }
    }
    return sets;
  }

  /** The table of a set: what the set lacks of the pool is a real question mark in it. */
  static List<String> statements(String set) {
    String table = table(set);
    String pool = "CONVERT(CONVERT('" + POOL + "' USING " + set + ") USING utf8mb4)";
    return List.of(
        "CREATE TABLE "
            + table
            + " (id INT PRIMARY KEY, c CHAR(20), v VARCHAR(60), t LONGTEXT, e ENUM('a','Z','~'))"
            + " CHARACTER SET "
            + set,
        "INSERT INTO " + table + " VALUES (1, 'a\\\\''?', ' ~ ', " + pool + ", 'Z')",
        "INSERT INTO " + table + " VALUES (2, '', '', '', 'a'), (3, NULL, NULL, NULL, NULL)",
        // Pieces of the pool: each character comes near each edge of a value.
        "INSERT INTO "
            + table
            + " SELECT 10 + d, SUBSTRING(t, 1 + 20 * d, 20), CONCAT(SUBSTRING(t, 1 + 40 * d, 40),"
            + " '  '), SUBSTRING(t, 1 + 80 * d, 80), '~' FROM "
            + table
            + ", (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 5 UNION ALL SELECT 8 UNION ALL SELECT 13 UNION ALL SELECT 21"
            + " UNION ALL SELECT 34 UNION ALL SELECT 55) n WHERE id = 1");
  }

  static String table(String set) {
    return "cs_" + set;
  }

  /** The characters' code points in UTF-8, whatever set they are stored in. */
  static String columns() {
    return "id, HEX(CONVERT(c USING utf8mb4)), HEX(CONVERT(v USING utf8mb4)),"
        + " HEX(CONVERT(t USING utf8mb4)), HEX(CONVERT(e USING utf8mb4))";
  }

  private static String pool() {
    StringBuilder pool = new StringBuilder("¡¢£ÄäÖöÜüßéèñçõøåþðœžčšğıŁłőű€–—“”…ΑΩαωБДЯбдяёі");
    pool.append("אבגשתابتيกขคงฮกაბგԱԲաբ日本語漢字かなカナ中文简体繁體龍龜한국어조선말");
    for (int c = 0xa1; c < 0xfffd; c += c < 0x3000 ? 7 : 37) {
      if (Character.isLetterOrDigit(c)) {
        pool.appendCodePoint(c);
      }
    }
    return pool.append("😀🇮🇱𠀀𝄞\ud83d\udc69\u200d\ud83d\udcbb").toString();
  }
}
