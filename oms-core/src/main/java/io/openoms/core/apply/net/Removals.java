package io.openoms.core.apply.net;

import com.google.common.primitives.Ints;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowChange.Extent;
import io.openoms.spi.data.RowImage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The deletes of a window that concern several rows each, in the log's order. They are applied
 * before everything else, so a row that came earlier in the log must be asked for here. One thread.
 */
public final class Removals {

  private final List<RowChange> all = new ArrayList<>();

  /** By the columns in which they want equal values, and then by these values. */
  private final Map<List<Integer>, Map<CopyKey, List<Removal>>> byColumns = new LinkedHashMap<>();

  /** A removal, as the number of its change in the window. */
  private record Removal(RowImage from, int bound, long number) {

    private static final int NONE = -1;

    boolean concerns(RowImage row) {
      return bound == NONE || number(row).compareTo(number(from)) >= 0;
    }

    private BigInteger number(RowImage row) {
      return new BigInteger(
          new String(row.data(), row.offset(bound), row.length(bound), StandardCharsets.US_ASCII));
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them, in order. */
  List<RowChange> all() {
    return all;
  }

  void add(RowChange change, long number) {
    all.add(change);
    RowImage row = Objects.requireNonNull(change.before());
    List<Integer> equal = new ArrayList<>(carried(row));
    int bound = change.extent() == Extent.ONWARD ? equal.remove(equal.size() - 1) : Removal.NONE;
    byColumns
        .computeIfAbsent(equal, columns -> new HashMap<>())
        .computeIfAbsent(new CopyKey(row, Ints.toArray(equal)), values -> new ArrayList<>())
        .add(new Removal(row, bound, number));
  }

  /** The numbers of the columns that a row carries. */
  public static List<Integer> carried(RowImage row) {
    return IntStream.range(0, row.columns())
        .filter(column -> !row.isAbsent(column))
        .boxed()
        .toList();
  }

  /** Whether one of them that is later than a change removes the row of that change. */
  boolean concern(RowImage row, long number) {
    return byColumns.entrySet().stream()
        .anyMatch(
            group ->
                group
                    .getValue()
                    .getOrDefault(new CopyKey(row, Ints.toArray(group.getKey())), List.of())
                    .stream()
                    .anyMatch(removal -> removal.number() > number && removal.concerns(row)));
  }
}
