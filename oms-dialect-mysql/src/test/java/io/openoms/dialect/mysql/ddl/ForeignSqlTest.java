package io.openoms.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.data.ViewDefinition;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of SQL that a source of another family has in its definitions. */
class ForeignSqlTest {

  @Test
  void aLiteralDefaultIsKept() {
    Conversion made = withDefault("VARCHAR(9)", DefaultValue.literal("it's"));
    assertThat(sql(made)).contains("DEFAULT 'it''s'");
    assertThat(made.notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATETIME(6), CURRENT_TIMESTAMP, DEFAULT CURRENT_TIMESTAMP(6)",
    "DATETIME, current_timestamp (3), DEFAULT CURRENT_TIMESTAMP",
    "TIMESTAMP(3), LOCALTIMESTAMP, DEFAULT CURRENT_TIMESTAMP(3)",
  })
  void thePresentTimeIsTranslatedToTheColumnsDigits(String type, String text, String expected) {
    Conversion made = withDefault(type, DefaultValue.expression(Foreign.sql(text)));
    assertThat(sql(made)).contains(expected + "\n");
    assertThat(made.notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CHAR(36), gen_random_uuid()", "DATE, CURRENT_TIMESTAMP", "BIGINT, nextval('s')"})
  void anyOtherDefaultIsLeftOutAndNamed(String type, String text) {
    Conversion made = withDefault(type, DefaultValue.expression(Foreign.sql(text)));
    assertThat(sql(made)).doesNotContain("DEFAULT").doesNotContain(text);
    assertThat(made.faults()).isEmpty();
    assertThat(made.notices())
        .containsExactly(
            "column c loses its default: the target does not read SQL of the dialect other: "
                + text);
  }

  @Test
  void whatUpdatesSetIsLeftOutAndNamed() {
    ColumnDefinition stamp = column("DATETIME");
    Conversion made =
        Foreign.convert(
            Foreign.table(
                new ColumnDefinition(
                    "c",
                    stamp.type(),
                    true,
                    Optional.empty(),
                    false,
                    Optional.of(Foreign.sql("touch()")),
                    Optional.empty(),
                    false,
                    "")));
    assertThat(sql(made)).doesNotContain("UPDATE");
    assertThat(made.notices()).singleElement().asString().contains("c loses what updates set");
  }

  @Test
  void theStandardsCoreIsTranslated() {
    SqlText standard = new SqlText(Dialect.STANDARD, "(\"a`\"\"b\" LIKE 'it''s \\% \"')");
    ColumnDefinition number = column("INT");
    Conversion made =
        Foreign.convert(
            Foreign.table(
                List.of(
                    number,
                    new ColumnDefinition(
                        "g",
                        number.type(),
                        true,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.of(new ColumnDefinition.Generation(standard, true)),
                        false,
                        "")),
                List.of(),
                List.of(new CheckDefinition("likes", standard, true)),
                Optional.empty()));
    assertThat(made.faults()).isEmpty();
    assertThat(made.notices()).isEmpty();
    String written = "(`a``\"b` LIKE 'it''s \\\\% \"')";
    assertThat(sql(made))
        .contains("GENERATED ALWAYS AS (" + written + ") STORED")
        .contains("CHECK (" + written + ")");
  }

  @Test
  void aGeneratedColumnIsRefused() {
    ColumnDefinition number = column("INT");
    Conversion made =
        Foreign.convert(
            Foreign.table(
                new ColumnDefinition(
                    "g",
                    number.type(),
                    true,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.of(new ColumnDefinition.Generation(Foreign.sql("n::int"), true)),
                    false,
                    "")));
    assertThat(made.faults())
        .containsExactly(
            "column g is generated, and the target does not read SQL of the dialect other:"
                + " n::int. Leave the column out of the selection");
  }

  @Test
  void checksIndexesAndPartitionsAreLeftOutAndNamed() {
    TableDefinition whole =
        Foreign.table(
            List.of(column("INT")),
            List.of(
                index("k", Kind.PLAIN, new Part(Optional.of("c"), Optional.empty(), 0, false)),
                index("e", Kind.PLAIN, overExpression()),
                index("u", Kind.UNIQUE, overExpression())),
            List.of(new CheckDefinition("positive", Foreign.sql("c > 0"), true)),
            Optional.of(
                new Partitioning(
                    new Partitioning.Scheme(Partitioning.Method.RANGE, false, Foreign.sql("\"c\"")),
                    Optional.empty(),
                    List.of())));
    Conversion made = Foreign.convert(whole);
    assertThat(sql(made)).doesNotContain("CHECK").doesNotContain("PARTITION");
    assertThat(made.afterCopy()).extracting("name").containsExactly("k");
    assertThat(made.faults()).isEmpty();
    String cause = ": the target does not read SQL of the dialect other: ";
    assertThat(made.notices())
        .containsExactlyInAnyOrder(
            "index e is left out" + cause + "abs(c)",
            "unique index u is left out" + cause + "abs(c)",
            "check positive is left out" + cause + "c > 0",
            "the table is not partitioned" + cause + "\"c\"");
  }

  @Test
  void aViewIsRefused() {
    Conversion made =
        ViewConversion.of(
            new ViewDefinition(
                new ObjectName("shop", "v"),
                List.of("c"),
                Foreign.sql("SELECT c::text FROM item"),
                "NONE",
                false,
                List.of()),
            new ObjectName("shop", "v"),
            Foreign.TARGET,
            Foreign.CONTEXT);
    assertThat(made.statements()).isEmpty();
    assertThat(made.faults()).singleElement().asString().contains("the dialect other");
  }

  @Test
  void sqlOfTheFamilyIsKept() {
    Conversion made =
        Foreign.convert(
            CreateTableParser.parse(
                "CREATE TABLE t (c INT DEFAULT (1 + 1), g INT AS (c * 2) STORED, CHECK (c > 0),"
                    + " KEY e ((abs(c)))) PARTITION BY HASH (c) PARTITIONS 2",
                "shop"));
    assertThat(sql(made))
        .contains("DEFAULT (1 + 1)", "AS (c * 2) STORED", "CHECK (c > 0)", "PARTITION BY HASH (c)");
    assertThat(made.afterCopy()).hasSize(1);
    assertThat(made.notices()).isEmpty();
    assertThat(made.faults()).isEmpty();
  }

  private static Conversion withDefault(String type, DefaultValue value) {
    return Foreign.convert(Foreign.table(Foreign.with(column(type), value)));
  }

  private static ColumnDefinition column(String type) {
    return CreateTableParser.parse("CREATE TABLE t (c " + type + ")", "shop").columns().get(0);
  }

  private static Part overExpression() {
    return new Part(Optional.empty(), Optional.of(Foreign.sql("abs(c)")), 0, false);
  }

  private static IndexDefinition index(String name, Kind kind, Part part) {
    return new IndexDefinition(name, kind, List.of(part), true, "", Optional.empty());
  }

  private static String sql(Conversion made) {
    return made.statements().get(0).sql();
  }
}
