package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A primary key that MySQL has generated for a table without one, whether its sessions show such
 * keys or not.
 */
class InvisibleKeyIT {

  private static final String GENERATE = "SET GLOBAL sql_generate_invisible_primary_key = ";
  private static final String SHOW =
      "SET GLOBAL show_gipk_in_create_table_and_information_schema = ";

  @ParameterizedTest
  @CsvSource({"MYSQL_97, ON", "MYSQL_97, OFF", "MYSQL_80, ON", "MYSQL_80, OFF"})
  void aGeneratedKeyIsCopiedAndFollowed(ServerType type, String shown, @TempDir Path spool)
      throws Exception {
    TestedPair pair = Pairs.intoOceanBase(type.get());
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("gipk");
    String table = database + ".t";
    from.execute(GENERATE + "ON", SHOW + shown);
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "SET SESSION sql_generate_invisible_primary_key = ON",
          "CREATE TABLE " + table + " (a INT, b VARCHAR(9), KEY (a))",
          "INSERT INTO " + table + " (a, b) VALUES (1, 'same'), (1, 'same'), (2, 'x'), (3, NULL)");
      pair.assertFollows(database, spool);
      pair.compare(database).assertSameRows("t", "my_row_id, a, b");

      from.execute(
          "INSERT INTO " + table + " (a, b) VALUES (1, 'same'), (5, 'new')",
          "UPDATE " + table + " SET b = 'changed' WHERE a = 1 ORDER BY my_row_id LIMIT 1",
          "DELETE FROM " + table + " WHERE a = 2");
      pair.assertFollows(database, spool);
      pair.compare(database).assertSameRows("t", "my_row_id, a, b");
    } finally {
      from.execute(GENERATE + "OFF", SHOW + "ON");
      pair.drop(database);
    }
  }
}
