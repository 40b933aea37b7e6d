package io.openoms.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.Conversion;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a column loses where the target does not take its default, or what updates set. */
class LostDefaultsTest {

  private static final String BOTH =
      "at DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP INVISIBLE";

  @Test
  void whatTheTargetTakesIsKept() {
    Conversion made = convert(BOTH, sql -> false);
    assertThat(statement(made)).contains("DEFAULT CURRENT", "ON UPDATE", "INVISIBLE");
    assertThat(made.notices()).isEmpty();
  }

  @Test
  void whatUpdatesSetIsLostAlone() {
    Conversion made = convert(BOTH, sql -> sql.contains("ON UPDATE"));
    assertThat(statement(made))
        .contains("DEFAULT CURRENT", "INVISIBLE")
        .doesNotContain("ON UPDATE");
    assertThat(made.notices())
        .containsExactly("column at loses what updates set, which the target refuses: refused");
  }

  @Test
  void theDefaultIsLostAlone() {
    Conversion made = convert(BOTH, sql -> sql.contains("DEFAULT CURRENT"));
    assertThat(statement(made))
        .contains("ON UPDATE", "INVISIBLE")
        .doesNotContain("DEFAULT CURRENT");
    assertThat(made.notices())
        .containsExactly("column at loses its default, which the target refuses: refused");
  }

  @Test
  void bothAreLostAndEachIsNamed() {
    Conversion made =
        convert(BOTH, sql -> sql.contains("DEFAULT CURRENT") || sql.contains("ON UPDATE"));
    assertThat(statement(made))
        .contains("INVISIBLE")
        .doesNotContain("DEFAULT CURRENT", "ON UPDATE");
    assertThat(made.notices())
        .containsExactly(
            "column at loses its default, which the target refuses: refused",
            "column at loses what updates set, which the target refuses: refused");
  }

  private static String statement(Conversion made) {
    return made.statements().get(0).sql();
  }

  private static Conversion convert(String column, Predicate<String> refuses) {
    TargetProbe probe =
        new TargetProbe() {
          @Override
          public String database(String wanted) {
            return wanted;
          }

          @Override
          public Optional<String> refusal(String sql) {
            return refuses.test(sql) ? Optional.of("refused") : Optional.empty();
          }
        };
    DdlTarget target = new DdlTarget(Foreign.FACTS, Foreign.TARGET.traits(), probe);
    return new TableConversion(
            CreateTableParser.parse(
                "CREATE TABLE item (id INT PRIMARY KEY, " + column + ")", "shop"),
            Foreign.TABLE,
            target,
            Foreign.CONTEXT)
        .convert();
  }
}
