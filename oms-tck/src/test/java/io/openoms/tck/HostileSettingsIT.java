package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.testkit.Servers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A source whose own settings bend values: backslashes that escape nothing, double quotes around
 * names, padded CHAR, another time zone and character set for sessions. Then names that need care.
 */
class HostileSettingsIT implements RoundTripContract {

  private static final List<String> NAMES =
      List.of("select", "a.b", "100%_", "中文 表", "what?", "semi;colon", "quote'", "\"double\"");

  @Override
  public TestedPair pair() {
    return Pairs.intoOceanBase(
        Servers.mariaDb()
            .option("--sql-mode=NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH")
            .option("--default-time-zone=-05:00")
            .option("--character-set-server=latin1")
            .option("--collation-server=latin1_swedish_ci"));
  }

  @Test
  void namesOfEveryKindStayWhatTheyAre() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("na.me% 中");
    List<String> statements = new ArrayList<>();
    statements.add("SET NAMES utf8mb4");
    statements.add("CREATE DATABASE " + quoted(database) + " CHARACTER SET utf8mb4");
    statements.add("USE " + quoted(database));
    for (String name : NAMES) {
      statements.add(
          "CREATE TABLE %1$s (%1$s INT PRIMARY KEY, `k.%2$s` VARCHAR(20) CHARACTER SET gbk)"
              .formatted(quoted(name), name));
      statements.add("INSERT INTO " + quoted(name) + " VALUES (1, 'it''s \\'), (2, NULL)");
    }
    try {
      pair.source().server().execute(statements.toArray(String[]::new));
      migrate(pair, database);
      SqlComparison sides = pair.compare(quoted(database));
      for (String name : NAMES) {
        sides.assertSameRows(quoted(name), "*");
      }
    } finally {
      pair.drop(quoted(database));
    }
  }

  private static void migrate(TestedPair pair, String database) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder("names_" + database.hashCode())
            .source(pair.source().endpoint())
            .sink(pair.sink().endpoint())
            .objects(o -> o.include(quoted(database) + ".*"))
            .phases(p -> p.schema().full(f -> f.chunkRows(1)))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).hasSize(NAMES.size());
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
