package io.openoms.tck;

import io.openoms.testkit.ServerType;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of some type, three values of it, and how plain SQL shows it alike at source and sink.
 *
 * @param type the type, as CREATE TABLE takes it
 * @param shown an expression over {@code %s}, the column
 * @param values three literals
 */
record EveryType(String type, String shown, List<String> values) {

  private static final String TEXT = "HEX(CONVERT(%s USING utf8mb4))";
  private static final String AS_TEXT = "CONCAT(%s, '')";
  private static final String BYTES = "HEX(%s)";
  private static final String NUMBER = "%s + 0";
  private static final String FLOATING = "%s * 1e0";

  /** Every type that a server of that kind has and the sink can hold. */
  static List<EveryType> of(ServerType server) {
    List<EveryType> types = new ArrayList<>();
    for (String number : List.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT")) {
      types.add(new EveryType(number, AS_TEXT, List.of("-5", "0", "127")));
      types.add(new EveryType(number + " UNSIGNED", AS_TEXT, List.of("5", "0", "255")));
    }
    types.add(new EveryType("BOOLEAN", AS_TEXT, List.of("TRUE", "FALSE", "NULL")));
    types.add(new EveryType("DECIMAL(65,30)", AS_TEXT, List.of("-1.5", "0", "1e-30")));
    types.add(new EveryType("FLOAT", FLOATING, List.of("-1.5", "0.1", "3e38")));
    types.add(new EveryType("DOUBLE PRECISION", FLOATING, List.of("-1.5", "0.1", "1e-300")));
    types.add(new EveryType("BIT(1)", NUMBER, List.of("b'1'", "b'0'", "NULL")));
    types.add(new EveryType("BIT(64)", AS_TEXT, List.of("b'1'", "0", "18446744073709551615")));
    for (String text : List.of("CHAR(5)", "VARCHAR(300)", "TINYTEXT", "TEXT", "MEDIUMTEXT")) {
      types.add(new EveryType(text, TEXT, List.of("'a'", "''", "'é中'")));
    }
    types.add(new EveryType("LONGTEXT", TEXT, List.of("'a'", "''", "REPEAT('é', 70000)")));
    types.add(new EveryType("NCHAR(5)", TEXT, List.of("'a'", "''", "'中'")));
    types.add(new EveryType("VARCHAR(9) CHARACTER SET latin1", TEXT, List.of("'a'", "''", "'é€'")));
    for (String bytes : List.of("VARBINARY(300)", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB")) {
      types.add(new EveryType(bytes, BYTES, List.of("x'00ff00'", "''", "x'2000'")));
    }
    types.add(new EveryType("BINARY(4)", BYTES, List.of("x'01'", "''", "x'01020300'")));
    types.add(new EveryType("ENUM('a','é')", NUMBER, List.of("'a'", "NULL", "'é'")));
    types.add(new EveryType("SET('a','é','c')", NUMBER, List.of("'a'", "''", "'a,c'")));
    types.add(new EveryType("DATE", AS_TEXT, List.of("'2001-02-03'", "NULL", "'9999-12-31'")));
    types.add(new EveryType("YEAR", AS_TEXT, List.of("2001", "NULL", "2155")));
    for (int digits = 0; digits <= 6; digits++) {
      types.addAll(times(digits));
    }
    String json = "'{\"a\": [1, null, \"é\"]}'";
    types.add(new EveryType("JSON", AS_TEXT, List.of(json, "NULL", "'[]'")));
    types.addAll(shapes());
    if (server == ServerType.MARIADB) {
      types.addAll(ofMariaDb());
    }
    return types;
  }

  /** Times of that many digits after the second. */
  static List<EveryType> times(int digits) {
    String fraction = digits == 0 ? "" : "." + "987654".substring(0, digits);
    String size = "(" + digits + ")";
    return List.of(
        new EveryType(
            "TIME" + size,
            AS_TEXT,
            List.of("'-838:59:58" + fraction + "'", "'00:00:00'", "'01:02:03" + fraction + "'")),
        new EveryType(
            "DATETIME" + size,
            AS_TEXT,
            List.of("'1000-01-01 00:00:00'", "NULL", "'9999-12-31 23:59:59" + fraction + "'")),
        new EveryType(
            "TIMESTAMP" + size + " NULL",
            AS_TEXT,
            List.of("'1970-01-02 00:00:00'", "NULL", "'2037-12-31 23:59:58" + fraction + "'")));
  }

  private static List<EveryType> shapes() {
    List<EveryType> shapes = new ArrayList<>();
    for (String shape :
        List.of(
            "POINT(1 -2.5)",
            "LINESTRING(0 0, 1 1)",
            "POLYGON((0 0, 0 4, 4 4, 0 0))",
            "MULTIPOINT(0 0, 1 1)",
            "MULTILINESTRING((0 0, 1 1), (2 2, 3 3))",
            "MULTIPOLYGON(((0 0, 0 4, 4 4, 0 0)))",
            "GEOMETRYCOLLECTION(POINT(1 2))")) {
      String value = "ST_GeomFromText('" + shape + "')";
      String type = shape.substring(0, shape.indexOf('('));
      shapes.add(new EveryType(type, BYTES, List.of(value, "NULL", value)));
      shapes.add(new EveryType("GEOMETRY", BYTES, List.of("NULL", value, value)));
    }
    return shapes;
  }

  /** Among addresses those whose last bytes are zero, which the log leaves out. */
  private static List<EveryType> ofMariaDb() {
    List<EveryType> types = new ArrayList<>();
    types.add(
        uuid("'123e4567-e89b-12d3-a456-426655440000'", "'ffffffff-0000-4000-8000-00ff00000000'"));
    types.add(
        uuid("'00000000-0000-0000-0000-000000000000'", "'0190b3c4-0000-7000-8000-000000000001'"));
    types.add(new EveryType("INET4", AS_TEXT, List.of("'10.0.0.1'", "'0.0.0.0'", "'1.2.0.0'")));
    for (List<String> addresses :
        List.of(
            List.of("'2001:db8::ff00:42:8329'", "'::'", "'::1'"),
            List.of("'::ffff:1.2.3.4'", "'::1.2.3.4'", "'::1:2'"),
            List.of("'1:0:0:2::3'", "'a:0:0:b:0:0:c:0'", "'1:2:3:4:5:6:7:8'"),
            List.of("'1::'", "'0:0:1::'", "'1:0:2:0:3:0:4:0'"))) {
      types.add(new EveryType("INET6", AS_TEXT, addresses));
    }
    for (String text :
        List.of("VARCHAR(200)", "VARCHAR(255)", "VARCHAR(300)", "TEXT", "LONGTEXT")) {
      String more = "REPEAT('é', 190)";
      types.add(new EveryType(text + " COMPRESSED", TEXT, List.of("'é'", "''", more)));
    }
    String latin = "VARCHAR(300) COMPRESSED CHARACTER SET latin1";
    types.add(new EveryType(latin, TEXT, List.of("'é'", "''", "REPEAT('é', 300)")));
    for (String bytes : List.of("VARBINARY(300)", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB")) {
      String more = "REPEAT(x'00ff', 100)";
      types.add(new EveryType(bytes + " COMPRESSED", BYTES, List.of("x'00'", "''", more)));
    }
    return types;
  }

  private static EveryType uuid(String one, String other) {
    return new EveryType("UUID", AS_TEXT, List.of(one, "NULL", other));
  }
}
