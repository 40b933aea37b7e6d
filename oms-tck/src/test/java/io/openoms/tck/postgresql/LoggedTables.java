package io.openoms.tck.postgresql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables whose rows the log tells in each of its ways: by a primary key, a composite one, a unique
 * index, the whole row, with a key and without, and through partitions. Stateless.
 */
final class LoggedTables {

  private static final String UTC = "'YYYY-MM-DD HH24:MI:SS.US'";

  /** What to ask the source, and what the sink. */
  record Question(String source, String sink) {}

  private LoggedTables() {}

  static String[] create() {
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TABLE acc (id bigint PRIMARY KEY, n int, name varchar(40), amount numeric(12,3),"
            + " big text, b bytea, at timestamptz, f float8, iv interval, d date)");
    sql.add("ALTER TABLE acc ALTER big SET STORAGE EXTERNAL");
    sql.add("CREATE TABLE pair (a int, b varchar(20), v text, PRIMARY KEY (a, b))");
    sql.add("CREATE TABLE fulls (id int PRIMARY KEY, big text, v int)");
    sql.add("ALTER TABLE fulls ALTER big SET STORAGE EXTERNAL");
    sql.add("ALTER TABLE fulls REPLICA IDENTITY FULL");
    sql.add("CREATE TABLE loose (v int, w varchar(20), big text)");
    sql.add("ALTER TABLE loose ALTER big SET STORAGE EXTERNAL");
    sql.add("ALTER TABLE loose REPLICA IDENTITY FULL");
    sql.add("CREATE TABLE byindex (u int NOT NULL, w text)");
    sql.add("CREATE UNIQUE INDEX byindex_u ON byindex (u)");
    sql.add("ALTER TABLE byindex REPLICA IDENTITY USING INDEX byindex_u");
    sql.add(
        "CREATE TABLE parts (id int, region int, v text, PRIMARY KEY (id, region))"
            + " PARTITION BY LIST (region)");
    sql.add("CREATE TABLE parts_0 PARTITION OF parts FOR VALUES IN (0)");
    // Its columns have another order than the table's.
    sql.add("CREATE TABLE parts_1 (v text, region int NOT NULL, id int NOT NULL)");
    sql.add("ALTER TABLE parts_1 ADD PRIMARY KEY (id, region)");
    sql.add("ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES IN (1)");
    sql.add("CREATE TABLE parts_2 PARTITION OF parts DEFAULT");
    return sql.toArray(String[]::new);
  }

  static String[] fill(int rows) {
    String numbers = " FROM generate_series(1, " + rows + ") i";
    return new String[] {
      "INSERT INTO acc SELECT i, i, 'n' || i, i / 7.0, repeat(md5(i::text), i % 120),"
          + " decode(md5(i::text), 'hex'), '2020-01-01'::timestamptz + i * interval '1 h', i / 4.0,"
          + " i * interval '1 day 1 s', date '2020-01-01' + i"
          + numbers,
      "INSERT INTO pair SELECT i % 50, 'b' || i, repeat('x', i % 30)" + numbers,
      "INSERT INTO fulls SELECT i, repeat(md5(i::text), i % 120), i" + numbers,
      "INSERT INTO loose SELECT i % 20, 'w' || i % 7, repeat(md5((i % 5)::text), i % 5 * 40)"
          + numbers,
      "INSERT INTO byindex SELECT i, 'w' || i" + numbers,
      "INSERT INTO parts SELECT i, i % 4, 'v' || i" + numbers
    };
  }

  /** Table to the questions that show all of its rows. */
  static Map<String, Question> questions() {
    Map<String, Question> questions = new LinkedHashMap<>();
    questions.put(
        "acc",
        new Question(
            "SELECT id, n, name, amount, md5(big), md5(encode(b, 'hex')),"
                + " to_char(at AT TIME ZONE 'UTC', "
                + UTC
                + "), (f * 4)::int, iv, d FROM acc ORDER BY id",
            "SELECT id, n, name, amount, md5(big), md5(lower(hex(b))),"
                + " date_format(at, '%Y-%m-%d %H:%i:%s.%f'), cast(round(f * 4) AS signed), iv, d FROM acc ORDER BY id"));
    same(questions, "pair", "SELECT a, b, md5(v) FROM pair ORDER BY a, b");
    same(questions, "fulls", "SELECT id, md5(big), v FROM fulls ORDER BY id");
    same(
        questions,
        "loose",
        "SELECT v, w, md5(big), count(*) FROM loose GROUP BY v, w, md5(big) ORDER BY 1, 2, 3");
    same(questions, "byindex", "SELECT u, md5(w) FROM byindex ORDER BY u");
    same(questions, "parts", "SELECT id, region, md5(v) FROM parts ORDER BY id, region");
    return questions;
  }

  private static void same(Map<String, Question> questions, String table, String sql) {
    questions.put(table, new Question(sql, sql));
  }
}
