package io.openoms.tidb.openprotocol;

import static io.openoms.testkit.changefeed.OpenColumn.NULLABLE;
import static io.openoms.testkit.changefeed.OpenColumn.UNIQUE;
import static io.openoms.testkit.changefeed.OpenColumn.UNSIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.openoms.testkit.changefeed.OpenColumn;
import java.math.BigInteger;
import java.util.List;

/** The rows of the frozen messages, as the stand-in's encoder takes them. Stateless. */
final class FrozenRows {

  private static final int NUMBER = NULLABLE | OpenColumn.BINARY;
  private static final int ID = OpenColumn.BINARY | OpenColumn.HANDLE | OpenColumn.PRIMARY;

  private FrozenRows() {}

  static final OpenColumn KEY = whole("id", 8, ID, "-9223372036854775808");

  static final List<OpenColumn> AFTER =
      List.of(
          KEY,
          whole("c_tiny", 1, NUMBER, "-128"),
          whole("c_tinyu", 1, NUMBER | UNSIGNED, "255"),
          whole("c_small", 2, NUMBER, "-32768"),
          whole("c_medium", 9, NUMBER, "8388607"),
          whole("c_int", 3, OpenColumn.BINARY, "2147483647"),
          whole("c_bigu", 8, NUMBER | UNSIGNED, "18446744073709551615"),
          OpenColumn.single("c_float", 4, NUMBER, 3.1415927f),
          OpenColumn.twice("c_double", 5, NUMBER, 1e21),
          OpenColumn.text("c_decimal", 246, NUMBER, "12345678901234567890.0123456789"),
          whole("c_bit", 16, NUMBER | UNSIGNED, "683"),
          whole("c_year", 13, NUMBER | UNSIGNED, "2026"),
          OpenColumn.text("c_char", 254, NULLABLE, "Ünï😀<&>\"\\\u2028"),
          OpenColumn.text("c_varchar", 15, NULLABLE, "tab\tnl\nnul\u0000"),
          OpenColumn.none("c_null", 15, NULLABLE),
          OpenColumn.large("c_text", 252, NULLABLE, "text body \u00e9".getBytes(UTF_8)),
          OpenColumn.bytes("c_binary", 254, NUMBER, bytes(0, 1, 0x7f, 0x80, 0xff, '"', '\\')),
          OpenColumn.bytes("c_varbinary", 15, NUMBER, bytes(0xe4, 0xbd, 0xa0, 0xff)),
          OpenColumn.large("c_blob", 252, NUMBER, bytes(0, 0xff, 0x10)),
          whole("c_enum", 247, NULLABLE, "2"),
          whole("c_set", 248, NULLABLE, "5"),
          OpenColumn.text("c_date", 10, NUMBER, "2026-02-28"),
          OpenColumn.text("c_time", 11, NUMBER, "-838:59:59.000000"),
          OpenColumn.text("c_datetime", 12, NUMBER, "2026-02-28 23:59:59.999999"),
          OpenColumn.text("c_timestamp", 7, NUMBER, "2026-02-28 23:59:59"),
          OpenColumn.text("c_json", 245, NUMBER, "{\"a\": [1, 2.5, null, \"<x>\"]}"),
          whole("c_uk", 3, OpenColumn.BINARY | UNIQUE, "7"));

  static final List<OpenColumn> BEFORE =
      List.of(
          KEY,
          whole("c_tiny", 1, NUMBER, "1"),
          whole("c_tinyu", 1, NUMBER | UNSIGNED, "0"),
          OpenColumn.none("c_small", 2, NUMBER),
          whole("c_medium", 9, NUMBER, "2"),
          whole("c_int", 3, OpenColumn.BINARY, "3"),
          whole("c_bigu", 8, NUMBER | UNSIGNED, "4"),
          OpenColumn.single("c_float", 4, NUMBER, 0),
          OpenColumn.twice("c_double", 5, NUMBER, 1e-7),
          OpenColumn.text("c_decimal", 246, NUMBER, "0.1000000000"),
          whole("c_bit", 16, NUMBER | UNSIGNED, "1"),
          whole("c_year", 13, NUMBER | UNSIGNED, "1970"),
          OpenColumn.text("c_char", 254, NULLABLE, ""),
          OpenColumn.text("c_varchar", 15, NULLABLE, "a"),
          OpenColumn.none("c_null", 15, NULLABLE),
          OpenColumn.large("c_text", 252, NULLABLE, bytes('t')),
          OpenColumn.bytes("c_binary", 254, NUMBER, bytes()),
          OpenColumn.bytes("c_varbinary", 15, NUMBER, bytes('x')),
          OpenColumn.large("c_blob", 252, NUMBER, bytes()),
          whole("c_enum", 247, NULLABLE, "1"),
          whole("c_set", 248, NULLABLE, "0"),
          OpenColumn.text("c_date", 10, NUMBER, "0000-00-00"),
          OpenColumn.text("c_time", 11, NUMBER, "00:00:00"),
          OpenColumn.none("c_datetime", 12, NUMBER),
          OpenColumn.text("c_timestamp", 7, NUMBER, "1973-12-30 15:30:00"),
          OpenColumn.text("c_json", 245, NUMBER, "{}"),
          whole("c_uk", 3, OpenColumn.BINARY | UNIQUE, "7"));

  /** The columns before that the update changed. */
  static List<OpenColumn> changedBefore() {
    return BEFORE.stream().filter(column -> !AFTER.contains(column)).toList();
  }

  private static OpenColumn whole(String name, int type, int flags, String value) {
    return OpenColumn.whole(name, type, flags, new BigInteger(value));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
