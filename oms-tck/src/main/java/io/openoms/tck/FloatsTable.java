package io.openoms.tck;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Floating-point numbers of all sizes; compared by their bits, since servers write them apart. */
public final class FloatsTable {

  /** The table's name. */
  public static final String NAME = "floats";

  private static final int ROWS = 1_000;
  private static final List<Double> EDGES =
      List.of(
          0.0,
          -0.0,
          0.1,
          1.0 / 3,
          1e15,
          1e17,
          0x1p53 + 2,
          Double.MIN_VALUE,
          -Double.MIN_VALUE,
          Double.MIN_NORMAL,
          Math.nextDown(Double.MIN_NORMAL),
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          Math.nextUp(1.0));
  private static final List<Float> SINGLE_EDGES =
      List.of(
          0f,
          -0f,
          0.1f,
          1f / 3,
          0x1p24f,
          0x1p24f + 2,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          Float.MIN_NORMAL,
          Math.nextDown(Float.MIN_NORMAL),
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Math.nextUp(1f),
          Math.nextDown(1e6f));

  private FloatsTable() {}

  /** Creates the table, seeded. */
  public static List<String> statements() {
    return statements(ROWS);
  }

  /** The same with the first of the rows. */
  static List<String> statements(int count) {
    Random random = new Random(20_261_125);
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE "
            + NAME
            + " (id INT PRIMARY KEY, d DOUBLE, f FLOAT, d2 DOUBLE(30,5), f3 FLOAT(10,3),"
            + " p FLOAT(30))");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double d = i < EDGES.size() ? EDGES.get(i) : finite(random);
      float f = i < SINGLE_EDGES.size() ? SINGLE_EDGES.get(i) : finiteSingle(random);
      double fixed = i < EDGES.size() && EDGES.get(i) == 0 ? EDGES.get(i) : random.nextLong() / 1e7;
      rows.add(
          "(%d, %s, %s, %s, %s, %s)"
              .formatted(i, sql(d), sql(f), sql(fixed), sql(fixed / 1e6), sql(f)));
    }
    statements.add("INSERT INTO " + NAME + " VALUES " + String.join(", ", rows));
    return statements;
  }

  private static double finite(Random random) {
    double d = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(d) ? d : 0.5;
  }

  private static float finiteSingle(Random random) {
    float f = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(f) ? f : 0.5f;
  }

  private static String sql(double d) {
    String text = Double.toString(d);
    return text.contains("E") ? text : text + "E0";
  }

  /** Each row's values as bits. A FLOAT is asked for as the double that it is. */
  public static List<String> rows(Connection connection, String database) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT id, d*1e0, f*1e0, d2*1e0, f3*1e0, p*1e0 FROM "
                    + database
                    + "."
                    + NAME
                    + " ORDER BY id")) {
      while (found.next()) {
        StringBuilder row = new StringBuilder(found.getString(1));
        for (int i = 2; i <= 6; i++) {
          row.append(' ').append(Long.toHexString(bits(found.getString(i))));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static long bits(String number) {
    return Double.doubleToRawLongBits(Double.parseDouble(number));
  }
}
