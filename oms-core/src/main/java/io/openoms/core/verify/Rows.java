package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.Values;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keys, equality and differences of one table's rows. Immutable. */
final class Rows {

  /** Characters of a value that a sample shows. */
  private static final int SHOWN = 4_000;

  private final VerifiedTable table;
  private final List<ColumnDefinition> columns;
  private final List<Integer> key;
  private final int[] written;

  /** The numbers of the key's columns where they come first. */
  private final int[] firstColumns;

  private final List<Integer> first;

  Rows(VerifiedTable table) {
    this.table = table;
    this.columns = table.columns();
    this.key = table.keyNumbers();
    this.written = table.written();
    this.firstColumns = IntStream.range(0, key.size()).toArray();
    this.first = IntStream.range(0, key.size()).boxed().toList();
  }

  /** The key of a batch's row, whose first columns are the key's. */
  RowImage keyOf(RowBatch batch, int row) {
    return required(RowWatch.key(table.key(), first, RowImage.of(batch, row, firstColumns)));
  }

  /** The key of a whole row. */
  RowImage keyOf(RowImage row) {
    return required(RowWatch.key(columns, key, row));
  }

  private RowImage required(@Nullable RowImage found) {
    return Objects.requireNonNull(found, "a key column is NULL or missing");
  }

  /** Keys as a batch. */
  RowBatch batch(List<RowImage> keys) {
    return batches(keys).of(table.key(), keys);
  }

  /** Whole rows as a batch that can be written. */
  RowBatch whole(List<RowImage> images) {
    if (written.length == columns.size()) {
      return batches(images).of(columns, images);
    }
    List<ColumnDefinition> own = Arrays.stream(written).mapToObj(columns::get).toList();
    return batches(images).of(own, images.stream().map(image -> image.only(written)).toList());
  }

  private static RowBatches batches(List<RowImage> rows) {
    return new RowBatches(new BatchLimits(rows.size(), 1 << 20));
  }

  /** A key, of which nothing else is known, in the one form. */
  RowImage normalKey(RowImage keyOnly) {
    return required(RowWatch.key(table.key(), first, keyOnly));
  }

  /** Rows by their keys; equal keys may occur more than once. */
  Map<RowImage, List<RowImage>> byKey(List<RowImage> rows) {
    Map<RowImage, List<RowImage>> found = new HashMap<>();
    rows.forEach(row -> found.computeIfAbsent(keyOf(row), any -> new ArrayList<>()).add(row));
    return found;
  }

  /** The names of the columns in which two rows differ. */
  List<String> differing(RowImage source, RowImage sink) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Values.areEqual(columns.get(i), i, source, sink)) {
        names.add(columns.get(i).name());
      }
    }
    return names;
  }

  boolean areEqual(RowImage source, RowImage sink) {
    return areEqual(source, sink, all());
  }

  /** Whether two rows are equal in the columns of those numbers. */
  boolean areEqual(RowImage source, RowImage sink, int[] numbers) {
    return Arrays.stream(numbers).allMatch(i -> Values.areEqual(columns.get(i), i, source, sink));
  }

  /** The numbers of all columns. */
  int[] all() {
    return IntStream.range(0, columns.size()).toArray();
  }

  /**
   * Some columns of a row in a form that rows share which are equal in them, whichever end wrote
   * them.
   */
  RowImage comparable(RowImage row, int[] numbers) {
    RowImage.Builder form = new RowImage.Builder(numbers.length);
    for (int i : numbers) {
      if (row.isNull(i) || columns.get(i).type().kind() == TypeKind.JSON) {
        form.addNull();
      } else {
        form.add(Values.normal(columns.get(i), row.data(), row.offset(i), row.length(i)));
      }
    }
    return form.build();
  }

  /** A row that differs; its key is null in a table without one. */
  Found found(
      RowDifference.Kind kind,
      @Nullable RowImage rowKey,
      @Nullable RowImage source,
      @Nullable RowImage sink) {
    return new Found(rowKey, source, sink, difference(kind, source, sink));
  }

  /** A difference as it is reported. */
  RowDifference difference(
      RowDifference.Kind kind, @Nullable RowImage source, @Nullable RowImage sink) {
    RowImage one = source == null ? sink : source;
    Map<String, @Nullable String> named = new LinkedHashMap<>();
    if (one != null) {
      key.forEach(
          number ->
              named.put(columns.get(number).name(), RowKey.text(columns.get(number), one, number)));
    }
    return new RowDifference(
        kind,
        named,
        values(source),
        values(sink),
        source == null || sink == null ? List.of() : differing(source, sink));
  }

  /** A row of which only the key is known. */
  RowDifference unresolved(RowImage keyOnly) {
    Map<String, @Nullable String> named = new LinkedHashMap<>();
    for (int i = 0; i < table.key().size(); i++) {
      ColumnDefinition column = table.key().get(i);
      named.put(column.name(), RowKey.text(column, keyOnly, i));
    }
    return new RowDifference(RowDifference.Kind.UNRESOLVED, named, Map.of(), Map.of(), List.of());
  }

  /** Samples are kept in memory, so a long value is not shown to its end. */
  private static @Nullable String shown(@Nullable String value) {
    return value == null || value.length() <= SHOWN
        ? value
        : value.substring(0, SHOWN) + "… (" + value.length() + " characters)";
  }

  private Map<String, @Nullable String> values(@Nullable RowImage row) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; row != null && i < columns.size(); i++) {
      values.put(columns.get(i).name(), shown(RowKey.text(columns.get(i), row, i)));
    }
    return values;
  }
}
