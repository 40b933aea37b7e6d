package io.openoms.tidb.openprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.tidb.log.message.CarriedValue;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values at the edges of their types. */
class ValueConversionsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static byte[] converted(String type, int code, int flags, boolean number, String text) {
    ColumnDefinition column =
        CreateTableParser.parse("CREATE TABLE t (c " + type + ")", "d").columns().get(0);
    return new OpenProtocol()
        .conversion(column, BERLIN)
        .of(new CarriedValue(code, flags, number, text));
  }

  private static String text(String type, int code, int flags, boolean number, String text) {
    return new String(converted(type, code, flags, number, text), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint|1|1|-128|-128",
        "smallint unsigned|2|129|65535|65535",
        "mediumint|9|1|-8388608|-8388608",
        "int unsigned|3|129|4294967295|4294967295",
        "int(5) unsigned zerofill|3|129|42|00042",
        "bigint|8|1|9223372036854775807|9223372036854775807",
        "bigint unsigned|8|129|18446744073709551615|18446744073709551615",
        "year|13|129|0|0000",
        "year|13|129|2155|2155",
        "float|4|1|0.1|0.10000000149011612",
        "float|4|1|-0|-0.0",
        "float|4|1|3.4028235e+38|3.4028234663852886E38",
        "float|4|1|1e-45|1.401298464324817E-45",
        "double|5|1|-0|-0.0",
        "double|5|1|1.7976931348623157e+308|1.7976931348623157E308",
        "double|5|1|5e-324|4.9E-324",
        "'set(''a'',''b'')'|248|0|3|3",
        "'enum(''a'',''b'')'|247|0|0|0",
        "'enum(''a'',''b'')'|247|0|2|2"
      })
  void numbers(String type, int code, int flags, String carried, String travels) {
    String plain =
        type.startsWith("'") ? type.substring(1, type.length() - 1).replace("''", "'") : type;
    assertThat(text(plain, code, flags, true, carried)).isEqualTo(travels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bit(1)|1|01",
        "bit(9)|256|0100",
        "bit(64)|9223372036854775808|8000000000000000",
        "bit(64)|18446744073709551615|ffffffffffffffff",
        "bit(64)|0|0000000000000000"
      })
  void bits(String type, String carried, String travels) {
    assertThat(HexFormat.of().formatHex(converted(type, 16, 129, true, carried)))
        .isEqualTo(travels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decimal(65,30)|246|-99999999999999999999999999999999999.999999999999999999999999999999|-99999999999999999999999999999999999.999999999999999999999999999999",
        "decimal(10,2)|246|1.5|1.50",
        "decimal(10,0)|246|-0|-0",
        "decimal(2,2)|246|0.99|0.99",
        "date|10|9999-12-31|9999-12-31",
        "date|10|2020-00-00|2020-00-00",
        "time(3)|11|-838:59:59|-838:59:59.000",
        "time|11|00:00:00|00:00:00",
        "datetime(6)|12|0001-01-01 00:00:00.000001|0001-01-01 00:00:00.000001",
        "datetime|12|2020-02-30 23:59:59|2020-02-30 23:59:59",
        "timestamp(2)|7|2026-06-01 12:00:00.25|2026-06-01 10:00:00.25",
        "timestamp(2)|7|2026-01-01 00:30:00.25|2025-12-31 23:30:00.25",
        "timestamp|7|0000-00-00 00:00:00|0000-00-00 00:00:00",
        "timestamp|7|2026-03-29 03:00:00|2026-03-29 01:00:00",
        "json|245|1.0|1.0"
      })
  void texts(String type, int code, String carried, String travels) {
    assertThat(text(type, code, 1, false, carried)).isEqualTo(travels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // beyond the type, or of another definition
        "tinyint|1|1|true|128|CHANGE_UNFIT",
        "tinyint unsigned|1|129|true|-1|CHANGE_UNFIT",
        "tinyint|1|129|true|1|CHANGE_UNFIT",
        "int|8|1|true|1|CHANGE_UNFIT",
        "bigint|8|1|true|9223372036854775808|CHANGE_UNFIT",
        "bigint unsigned|8|129|true|18446744073709551616|CHANGE_UNFIT",
        "bit(1)|16|129|true|2|CHANGE_UNFIT",
        "year|13|129|true|1900|CHANGE_UNFIT",
        "decimal(4,1)|246|1|false|1234.5|CHANGE_UNFIT",
        "decimal(4,1)|246|1|false|1.25|CHANGE_UNFIT",
        "datetime|12|1|false|2026-01-01 00:00:00.5|CHANGE_UNFIT",
        "float|4|1|true|1e39|CHANGE_UNFIT",
        "varchar(9) character set utf8mb4|15|1|false|a|CHANGE_UNFIT",
        "varbinary(9)|15|0|false|a|CHANGE_UNFIT",
        // not of its form
        "int|3|1|false|1|MESSAGE_DAMAGED",
        "int|3|1|true|1.0|MESSAGE_DAMAGED",
        "int|3|1|true|1e1|MESSAGE_DAMAGED",
        "varchar(9) character set utf8mb4|15|0|true|1|MESSAGE_DAMAGED",
        "time|11|1|false|839:00:00|MESSAGE_DAMAGED",
        "time|11|1|false|1:00:00|MESSAGE_DAMAGED",
        "date|10|1|false|2026-13-01|MESSAGE_DAMAGED",
        "datetime|12|1|false|2026-01-01T00:00:00|MESSAGE_DAMAGED",
        "datetime|12|1|false|2026-01-01 24:00:00|MESSAGE_DAMAGED",
        "timestamp|7|1|false|2026-02-30 00:00:00|MESSAGE_DAMAGED",
        "blob|252|1|false|*|MESSAGE_DAMAGED",
        "double|5|1|true|0x1p3|MESSAGE_DAMAGED",
        // cannot be told exactly
        "timestamp|7|1|false|2026-10-25 02:30:00|CHANGE_VALUE_UNFIT",
        "timestamp|7|1|false|2026-03-29 02:30:00|CHANGE_VALUE_UNFIT",
        "varchar(9) character set latin1|15|0|false|a\ufffd|CHANGE_VALUE_UNFIT",
        "text character set utf8mb4|252|0|false|/w==|CHANGE_VALUE_UNFIT"
      })
  void whatDoesNotFitIsRefused(
      String type, int code, int flags, boolean number, String carried, String error) {
    assertThatThrownBy(() -> converted(type, code, flags, number, carried))
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource({"utf8mb4, a\ufffd", "gbk, a\ufffd", "latin1, é"})
  void aReplacementStaysWhereTheServerStoresTextsAlone(String set, String value) {
    assertThat(text("varchar(9) character set " + set, 15, 0, false, value)).isEqualTo(value);
  }
}
