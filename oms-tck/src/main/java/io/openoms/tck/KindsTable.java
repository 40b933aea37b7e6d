package io.openoms.tck;

/** One table with all ordinary types and their extreme values. */
final class KindsTable {

  static final String NAME = "kinds";

  /** Bytes in hexadecimal, and a FLOAT as the double that it is: its own text is rounded. */
  static final String COLUMNS =
      "id,i8,i16,i24,i32,dec65,f*1e0,d,HEX(bits),HEX(one),HEX(c),HEX(v),HEX(t),HEX(b),HEX(vb),"
          + "HEX(bl),e,s,da,ti,dt,ts,y";

  private static final String TABLE =
      """
      CREATE TABLE kinds (
        id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
        i8 TINYINT, i16 SMALLINT UNSIGNED, i24 MEDIUMINT, i32 INT DEFAULT 7,
        dec65 DECIMAL(65,30), f FLOAT, d DOUBLE, bits BIT(64), one BIT(1),
        c CHAR(10),
        v VARCHAR(200) NOT NULL DEFAULT 'it''s \\\\ here' COMMENT 'a ''quoted'' one',
        t LONGTEXT, b BINARY(4), vb VARBINARY(64), bl LONGBLOB,
        e ENUM('a','b''c','d'), s SET('x','y','z'),
        da DATE, ti TIME(6), dt DATETIME(6), ts TIMESTAMP(6) NULL, y YEAR,
        UNIQUE KEY by_v (v), KEY by_two (i32, da))
      """;
  private static final String EXTREMES =
      """
      INSERT INTO kinds VALUES (18446744073709551615, -128, 65535, -8388608, -2147483648,
        12345678901234567890123456789012345.123456789012345678901234567891,
        0.1, -1.7976931348623157e308, x'8000000000000001', b'1', 'pad', 'emoji 😀 ''q'' \\\\',
        'long\\0text', x'01000000', x'00ff27', x'deadbeef', 'b''c', 'x,z', '9999-12-31',
        '-838:59:59', '1000-01-01 00:00:00.000001', '2038-01-19 03:14:07.999999', 2155)
      """;
  private static final String OTHERS =
      """
      INSERT INTO kinds (id, v, f, d, c, t, bl, ti) VALUES
        (1, '', -0e0, -0e0, '', '', '', '838:59:59.000000'),
        (2, 'plain', 16777216, 4.9e-324, NULL, NULL, NULL, NULL),
        (3, '中文', 3.402823e38, 2.2250738585072014e-308, '中', 'ü', x'00', '-00:00:00.000001')
      """;

  private KindsTable() {}

  /** Creates a database of that name with the table and its four rows. */
  static String[] statements(String database) {
    return new String[] {
      "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
      "USE " + database,
      "SET time_zone = '+00:00'",
      TABLE,
      EXTREMES,
      OTHERS
    };
  }
}
