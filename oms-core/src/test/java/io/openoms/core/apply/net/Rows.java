package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of three columns, as texts: a key, a value that may be unique, and a plain one. */
final class Rows {

  static final ObjectName NAME = new ObjectName("s", "t");

  /** A value that a change does not carry. */
  static final String ABSENT = "(absent)";

  private Rows() {}

  static ApplyTable table(TypeKind keyKind, List<Integer> key, List<List<Integer>> uniqueKeys) {
    return new ApplyTable(
        NAME,
        NAME,
        List.of(column("k", keyKind), column("u", TypeKind.VARCHAR), column("v", TypeKind.INT)),
        key,
        uniqueKeys);
  }

  static ColumnDefinition column(String name, TypeKind kind) {
    ColumnType values =
        kind == TypeKind.VARCHAR ? ColumnType.text(9) : new ColumnType.Whole(32, true);
    DataType type = DataType.of(values, new Dialect("test"), "x");
    return ColumnDefinition.of(name, type, true);
  }

  static @Nullable RowImage image(@Nullable List<@Nullable String> row) {
    return row == null ? null : whole(row);
  }

  static RowImage whole(List<@Nullable String> row) {
    RowImage.Builder builder = new RowImage.Builder(row.size());
    for (String value : row) {
      if (value == null) {
        builder.addNull();
      } else if (value.equals(ABSENT)) {
        builder.addAbsent();
      } else {
        builder.add(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return builder.build();
  }

  static List<@Nullable String> texts(RowImage row) {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 0; i < row.columns(); i++) {
      texts.add(
          row.isNull(i)
              ? null
              : row.isAbsent(i)
                  ? ABSENT
                  : new String(row.data(), row.offset(i), row.length(i), StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** What a source logs of a change when it logs as little as it can. */
  static RowChange minimal(RowChange change) {
    if (change.before() == null) {
      return change;
    }
    List<@Nullable String> before = texts(change.before());
    RowImage key = whole(Arrays.asList(before.get(0), ABSENT, ABSENT));
    if (change.after() == null) {
      return new RowChange(key, null);
    }
    List<@Nullable String> after = texts(change.after());
    for (int i = 0; i < 3; i++) {
      if (Objects.equals(before.get(i), after.get(i))) {
        after.set(i, ABSENT);
      }
    }
    return new RowChange(key, whole(after));
  }
}
