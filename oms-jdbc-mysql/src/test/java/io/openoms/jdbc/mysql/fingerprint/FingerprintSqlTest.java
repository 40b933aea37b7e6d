package io.openoms.jdbc.mysql.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintSqlTest {

  private static final ColumnType TEXT = new ColumnType.Text(false, OptionalLong.of(9));
  private static final ColumnType NUMBER = new ColumnType.Whole(32, true);
  private static final ColumnDefinition ID = column("id", NUMBER, "int", false);

  @Test
  void partsOfNumbers() {
    assertThat(part(ID)).isEqualTo("`id`,','");
    assertThat(part(column("n", NUMBER, "int", true)))
        .isEqualTo("IF(`n` IS NULL,'N,',CONCAT(`n`,','))");
    assertThat(part(column("d", new ColumnType.Floating(64, true), "double", false)))
        .isEqualTo("HEX(SUBSTR(POINT(`d`,0),10,8)),','");
    assertThat(part(column("d", new ColumnType.Floating(64, true), "double(9,2)", false)))
        .isEqualTo("HEX(SUBSTR(POINT((`d` * 1e0),0),10,8)),','");
    assertThat(part(column("e", new ColumnType.Labels(false, List.of("a")), "enum('a')", false)))
        .isEqualTo("CAST(`e` AS UNSIGNED),','");
    assertThat(part(column("at", new ColumnType.Timestamp(0, true), "timestamp", false)))
        .isEqualTo("`at`,','");
    assertThat(part(column("p", new ColumnType.Decimal(OptionalInt.of(5), 2, true), "", false)))
        .isEqualTo("`p`,','");
  }

  @Test
  void partsOfTextsAndBytes() {
    assertThat(part(text("t", "utf8mb4"))).isEqualTo("LENGTH(`t`),':',`t`");
    assertThat(part(text("t", "latin1")))
        .isEqualTo("LENGTH(CONVERT(`t` USING utf8mb4)),':',CONVERT(`t` USING utf8mb4)");
    assertThat(part(column("b", new ColumnType.Bytes(false, OptionalLong.empty()), "blob", false)))
        .isEqualTo("LENGTH(`b`),':',`b`");
    assertThat(FingerprintPart.of(text("t", "utf8mb3"), true, DoubleBits.OF_POINT))
        .isEqualTo("LENGTH(`t`),':',SHA2(`t`,256)");
  }

  @Test
  void aTextThatCanLoseCharacters() {
    assertThat(part(text("t", "big5")))
        .startsWith("IF(CHAR_LENGTH(REPLACE(`t`, '?', '')) <=> ")
        .endsWith(
            ",CONCAT(LENGTH(CONVERT(`t` USING utf8mb4)),':',CONVERT(`t` USING utf8mb4)),"
                + "CONCAT('L',SHA2(CAST(`t` AS BINARY),256),','))");
  }

  @Test
  void statements() {
    String h =
        "CAST(CONV(LEFT(SHA2(CONCAT(CAST('' AS BINARY),`id`,',',LENGTH(`t`),':',`t`"
            + "),256),16),16,10) AS UNSIGNED)";
    FingerprintSql sql = sql(Optional.of("a OR b"), ID);
    ChunkRange range = new ChunkRange(Optional.of(key("5")), Optional.of(key("9")));

    assertThat(sql.sum(range))
        .isEqualTo(
            "SELECT COUNT(*), SUM(IFNULL("
                + h
                + ",1000000000000000000000000000000)) FROM `d`.`t`"
                + " WHERE (`id` > 5) AND (`id` <= 9) AND (a OR b)");
    assertThat(sql.buckets(7))
        .isEqualTo(
            "SELECT MOD("
                + h
                + ",7), COUNT(*), SUM(IFNULL("
                + h
                + ",1000000000000000000000000000000)) FROM `d`.`t` WHERE (a OR b) GROUP BY 1");
    assertThat(sql.fingerprints(read(Optional.of("a OR b"), ID), ChunkRange.all()))
        .isEqualTo("SELECT `id`, " + h + " FROM `d`.`t` WHERE (a OR b)");
    assertThat(sql.bucket(read(Optional.empty()), 7, 3))
        .isEqualTo("SELECT `id`, `t`, " + h + " FROM `d`.`t` WHERE IFNULL(MOD(" + h + ",7),3) = 3");
  }

  private static String part(ColumnDefinition column) {
    return FingerprintPart.of(column, false, DoubleBits.OF_POINT);
  }

  private static FingerprintSql sql(Optional<String> filter, ColumnDefinition... key) {
    return new FingerprintSql(
        new FingerprintRead(read(filter, key), Set.of()), DoubleBits.OF_POINT);
  }

  private static TableRead read(Optional<String> filter, ColumnDefinition... key) {
    List<ColumnDefinition> columns = List.of(ID, text("t", "utf8mb4"));
    TableDefinition table =
        new TableDefinition(
            new ObjectName("d", "t"),
            columns,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            0);
    return new TableRead(table, columns, List.of(key), filter);
  }

  private static KeyTuple key(String id) {
    return KeyTuple.of(List.of(id.getBytes(StandardCharsets.US_ASCII)));
  }

  private static ColumnDefinition text(String name, String set) {
    DataType type =
        DataType.of(TEXT, MySqlFamilyDialect.ID, "varchar(9)")
            .withCharacters(Optional.of(set), Optional.empty());
    return column(name, type, false);
  }

  private static ColumnDefinition column(
      String name, ColumnType type, String shown, boolean nullable) {
    return column(name, DataType.of(type, MySqlFamilyDialect.ID, shown), nullable);
  }

  private static ColumnDefinition column(String name, DataType type, boolean nullable) {
    return ColumnDefinition.of(name, type, nullable);
  }
}
