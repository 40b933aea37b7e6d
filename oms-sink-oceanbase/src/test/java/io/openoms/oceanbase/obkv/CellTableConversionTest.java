package io.openoms.oceanbase.obkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a server that takes all clauses gets, and one that takes none. */
class CellTableConversionTest {

  private static final ObjectName TARGET = new ObjectName("db", "t$f");
  private static final CellTable TABLE =
      new CellTable(
          new ObjectName("ns", "t$f"),
          "t",
          OptionalLong.of(60),
          OptionalInt.of(3),
          false,
          List.of("the option X = 1"));

  /** A server that refuses statements with a word. */
  private record Server(String refused) implements TargetProbe {
    @Override
    public String database(String wanted) {
      return "there";
    }

    @Override
    public Optional<String> refusal(String sql) {
      return sql.contains(refused) ? Optional.of("not " + refused) : Optional.empty();
    }
  }

  private static Conversion convert(String template, String refused, CellTable table) {
    return new CellTableConversion(new CellTableTemplate(template), new Server(refused), TARGET)
        .convert(table.definition());
  }

  private static List<String> sql(Conversion conversion) {
    return conversion.statements().stream().map(SchemaStatement::sql).toList();
  }

  @Test
  void aServerThatTakesAllClausesGetsThem() {
    Conversion conversion = convert(CellTableTemplate.usual().text(), "nothing", TABLE);
    assertThat(conversion.faults()).isEmpty();
    assertThat(sql(conversion))
        .containsExactly(
            "CREATE TABLEGROUP IF NOT EXISTS `t` SHARDING = 'ADAPTIVE'",
            "CREATE TABLE `db`.`t$f` (K varbinary(1024) NOT NULL, Q varbinary(256) NOT NULL,"
                + " T bigint NOT NULL, V varbinary(1048576), PRIMARY KEY (K, Q, T))"
                + " TABLEGROUP = 't'"
                + " KV_ATTRIBUTES = '{\"Hbase\": {\"TimeToLive\": 60, \"MaxVersions\": 3}}'"
                + " PARTITION BY KEY(K) PARTITIONS 64");
    assertThat(conversion.notices().toString())
        .contains("the option X = 1 stays behind", "more than 1,024 bytes")
        .doesNotContain("left out");
  }

  @Test
  void aClauseThatIsRefusedIsLeftOutAndNamed() {
    String usual = CellTableTemplate.usual().text();
    assertThat(sql(convert(usual, "TABLEGROUP", TABLE)))
        .singleElement()
        .satisfies(sql -> assertThat(sql).doesNotContain("TABLEGROUP").contains("KV_", "64"));
    for (String clause : List.of("TABLEGROUP", "KV_ATTRIBUTES", "PARTITION")) {
      Conversion conversion = convert(usual, clause, TABLE);
      assertThat(conversion.faults()).isEmpty();
      assertThat(sql(conversion).toString()).doesNotContain(clause);
      assertThat(conversion.notices())
          .anySatisfy(notice -> assertThat(notice).contains(clause, "left out", "not " + clause));
    }
  }

  @Test
  void aStatementThatIsRefusedIsAFault() {
    Conversion conversion = convert(CellTableTemplate.usual().text(), "varbinary(1024)", TABLE);
    assertThat(conversion.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("not varbinary(1024)"));
  }

  @Test
  void aCallersTemplateIsTakenAsItIs() {
    CellTable large =
        new CellTable(
            TABLE.name(), "t", OptionalLong.empty(), OptionalInt.empty(), true, List.of());
    Conversion conversion = convert("CREATE TABLE {table} (K char(1), V {value})", "no", large);
    assertThat(sql(conversion)).containsExactly("CREATE TABLE `db`.`t$f` (K char(1), V longblob)");
    assertThat(conversion.notices()).isEmpty();
  }

  @Test
  void anotherTableIsRefused() {
    TableDefinition cells = TABLE.definition();
    for (TableDefinition other :
        List.of(
            cells.with(cells.columns().subList(0, 3), cells.indexes()),
            new TableDefinition(
                cells.name(),
                cells.columns(),
                cells.indexes(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                0))) {
      Conversion conversion =
          new CellTableConversion(CellTableTemplate.usual(), new Server("no"), TARGET)
              .convert(other);
      assertThat(conversion.faults()).singleElement().asString().contains("no whole column family");
      assertThat(conversion.statements()).isEmpty();
    }
  }
}
