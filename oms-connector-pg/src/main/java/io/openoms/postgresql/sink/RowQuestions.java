package io.openoms.postgresql.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openoms.postgresql.type.ValueConversion;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads rows within a transaction that writes. One thread. */
final class RowQuestions {

  private static final int KEYS_AT_A_TIME = 200;

  private final Scripts scripts;
  private final ValueConversions values;

  RowQuestions(Scripts scripts, ValueConversions values) {
    this.scripts = scripts;
    this.values = values;
  }

  /** The values of some columns in the rows that have those keys, as they travel. */
  List<RowImage> find(WrittenTable keys, RowBatch batch, WrittenTable wanted) {
    List<RowImage> found = new ArrayList<>();
    for (int from = 0; from < batch.rows(); from += KEYS_AT_A_TIME) {
      int to = Math.min(batch.rows(), from + KEYS_AT_A_TIME);
      found.addAll(read(wanted, keys.anyOf(batch, from, to)));
    }
    return found;
  }

  /** The rows that meet a condition. */
  List<RowImage> read(WrittenTable wanted, String condition) {
    String sql = "SELECT " + wanted.names() + " FROM " + wanted.own() + " WHERE " + condition;
    return rows(wanted, sql, "reading rows of " + wanted.name());
  }

  /** The rows of a query for those columns. */
  List<RowImage> rows(WrittenTable wanted, String sql, String doing) {
    List<ValueConversion> conversions =
        wanted.columns().stream().map(one -> values.of(one.to())).toList();
    List<RowImage> found = new ArrayList<>();
    scripts.query(sql, doing, row -> found.add(image(row, conversions)));
    return found;
  }

  private static RowImage image(ResultSet row, List<ValueConversion> conversions)
      throws SQLException {
    RowImage.Builder image = new RowImage.Builder(conversions.size());
    for (int i = 0; i < conversions.size(); i++) {
      String value = row.getString(i + 1);
      if (value == null) {
        image.addNull();
      } else {
        byte[] text = value.getBytes(UTF_8);
        add(image, conversions.get(i), text);
      }
    }
    return image.build();
  }

  private static void add(RowImage.Builder image, ValueConversion conversion, byte[] text) {
    if (conversion.isNull(text, 0, text.length)) {
      image.addNull();
    } else {
      image.add(conversion.of(text, 0, text.length));
    }
  }

  /** Each combination of values once. */
  static List<RowImage> distinct(List<RowImage> rows) {
    return rows.stream().distinct().toList();
  }

  /** How many of the keys have those values. */
  int countEqual(WrittenTable keys, RowBatch batch, WrittenTable values, RowBatch expected) {
    WrittenTable both =
        new WrittenTable(
            keys.definition(),
            Stream.concat(keys.columns().stream(), values.columns().stream()).toList());
    int width = keys.columns().size();
    int[] key = IntStream.range(0, width).toArray();
    int[] value = IntStream.range(width, both.columns().size()).toArray();
    Map<RowImage, Set<RowImage>> found = new HashMap<>();
    for (RowImage row : find(keys, batch, both)) {
      found.computeIfAbsent(row.only(key), one -> new HashSet<>()).add(row.only(value));
    }
    int[] all = IntStream.range(0, expected.columns().size()).toArray();
    return (int)
        IntStream.range(0, batch.rows())
            .filter(
                row ->
                    found
                        .getOrDefault(RowImage.of(batch, row, key), Set.of())
                        .contains(RowImage.of(expected, row, all)))
            .count();
  }
}
