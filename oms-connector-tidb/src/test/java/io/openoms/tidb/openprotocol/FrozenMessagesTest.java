package io.openoms.tidb.openprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.tidb.log.message.CarriedRow;
import io.openoms.tidb.log.message.CarriedValue;
import io.openoms.tidb.log.message.LogMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What TiCDC's own encoder wrote is read, to the last value. */
class FrozenMessagesTest {

  private static final long TS = 455_000_000_000_000_000L;
  private static final OpenProtocol PROTOCOL = new OpenProtocol();

  private static List<LogMessage> read(String name) {
    OpenRecord record = Frozen.record(name);
    List<LogMessage> messages = new ArrayList<>();
    PROTOCOL.decode(record.key(), record.value(), messages::add);
    return messages;
  }

  private static LogMessage.Row row(String name) {
    return (LogMessage.Row) read(name).get(0);
  }

  /** Values as they travel; bytes as hexadecimal digits, absent columns left out. */
  private static Map<String, String> values(CarriedRow row) {
    Map<String, String> values = new TreeMap<>();
    for (ColumnDefinition column : Frozen.TABLE.columns()) {
      CarriedValue carried = row.columns().get(column.name());
      if (carried != null && !carried.isNull()) {
        byte[] bytes = PROTOCOL.conversion(column, ZoneId.of("Asia/Shanghai")).of(carried);
        values.put(column.name(), shown(column, bytes));
      } else if (carried != null) {
        values.put(column.name(), "NULL");
      }
    }
    return values;
  }

  private static String shown(ColumnDefinition column, byte[] bytes) {
    return switch (column.type().kind()) {
      case BIT, BINARY, VARBINARY, BLOB -> HexFormat.of().formatHex(bytes);
      default -> new String(bytes, StandardCharsets.UTF_8);
    };
  }

  @Test
  void anInsertIsReadToTheLastValue() {
    LogMessage.Row row = row("insert");
    assertThat(row.before()).isNull();
    assertThat(row.timestamp()).isEqualTo(TS + 1);
    assertThat(row.database() + "." + row.table()).isEqualTo("test.t");
    assertThat(row.partition()).isEmpty();
    assertThat(values(row.after()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("id", "-9223372036854775808"),
                Map.entry("c_tiny", "-128"),
                Map.entry("c_tinyu", "255"),
                Map.entry("c_small", "-32768"),
                Map.entry("c_medium", "8388607"),
                Map.entry("c_int", "2147483647"),
                Map.entry("c_bigu", "18446744073709551615"),
                Map.entry("c_float", "3.1415927410125732"),
                Map.entry("c_double", "1.0E21"),
                Map.entry("c_decimal", "12345678901234567890.0123456789"),
                Map.entry("c_bit", "02ab"),
                Map.entry("c_year", "2026"),
                Map.entry("c_char", "Ünï😀<&>\"\\\u2028"),
                Map.entry("c_varchar", "tab\tnl\nnul\u0000"),
                Map.entry("c_null", "NULL"),
                Map.entry("c_text", "text body é"),
                Map.entry("c_binary", "00017f80ff225c00"),
                Map.entry("c_varbinary", "e4bda0ff"),
                Map.entry("c_blob", "00ff10"),
                Map.entry("c_enum", "2"),
                Map.entry("c_set", "5"),
                Map.entry("c_date", "2026-02-28"),
                Map.entry("c_time", "-838:59:59.000000"),
                Map.entry("c_datetime", "2026-02-28 23:59:59.999999"),
                Map.entry("c_timestamp", "2026-02-28 15:59:59"),
                Map.entry("c_json", "{\"a\": [1, 2.5, null, \"<x>\"]}"),
                Map.entry("c_uk", "7")));
  }

  @Test
  void anUpdateHasBothRows() {
    LogMessage.Row row = row("update");
    assertThat(values(row.after())).isEqualTo(values(row("insert").after()));
    assertThat(values(row.before()))
        .containsEntry("c_small", "NULL")
        .containsEntry("c_date", "0000-00-00")
        .containsEntry("c_time", "00:00:00.000000")
        .containsEntry("c_double", "1.0E-7")
        .hasSize(Frozen.TABLE.columns().size());
  }

  @Test
  void columnsThatDidNotChangeAreAbsentAndNotNull() {
    Map<String, String> before = values(row("update-only-updated-columns").before());
    assertThat(before).doesNotContainKeys("id", "c_null", "c_uk").containsEntry("c_small", "NULL");
  }

  @Test
  void theOthersAreToldApart() {
    assertThat(row("update-no-old-value").before()).isNull();
    assertThat(row("delete").after()).isNull();
    assertThat(values(row("delete").before())).isEqualTo(values(row("update").before()));
    assertThat(values(row("delete-only-handle-key").before())).containsOnlyKeys("id");
    assertThat(row("insert-partitioned").partition()).hasValue(112);
    assertThat(read("batch-insert-update-delete")).hasSize(3);
    assertThat(read("batch-max-size-2.0")).hasSize(2);
    assertThat(read("batch-max-size-2.1")).hasSize(1);
    assertThat(read("resolved")).containsExactly(new LogMessage.Resolved(TS + 21));
    assertThat(read("ddl-add-column"))
        .containsExactly(
            new LogMessage.Definition(
                TS + 11,
                "test",
                "t",
                "ALTER TABLE `test`.`t` ADD COLUMN `x` INT DEFAULT 1 COMMENT '<é>'"));
    assertThat(read("ddl-create-database"))
        .containsExactly(new LogMessage.Definition(TS + 12, "d2", "", "CREATE DATABASE `d2`"));
  }

  @Test
  void aRowThatIsNotCarriedStops() {
    assertThatThrownBy(() -> read("insert-large-handle-key-only"))
        .hasMessageContaining("ROW_NOT_CARRIED")
        .hasMessageContaining("test.t");
  }
}
