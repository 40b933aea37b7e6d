package io.openoms.core.verify;

import com.google.common.hash.Hashing;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.VerificationMode;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.TableRead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table at the sink and those at the source that fill it. Columns and keys of all are the same,
 * in the same order. Immutable.
 *
 * @param sources what is read at the source; several tables when they are merged
 * @param target what is read at the sink
 * @param digested the columns whose values may be large
 */
record VerifiedTable(List<TableRead> sources, TableRead target, Set<String> digested) {

  /** Rows in one statement. */
  static final int MOST_ROWS = 200;

  private static final int MOST_LARGE_ROWS = 4;
  private static final long FIRST_BYTES = 1 << 20;

  VerifiedTable {
    sources = List.copyOf(sources);
    digested = Set.copyOf(digested);
  }

  /** Whether its rows are told by all their values. */
  boolean isKeyless() {
    return target.key().isEmpty();
  }

  /** The columns as the source describes them: their types decide when two values are equal. */
  List<ColumnDefinition> columns() {
    return sources.get(0).columns();
  }

  /** The key's columns as the source describes them. */
  List<ColumnDefinition> key() {
    return sources.get(0).key();
  }

  /**
   * The numbers of the columns that a repair writes: an end computes the others itself. Those count
   * all the same, as ends may compute them in two ways.
   */
  int[] written() {
    return IntStream.range(0, columns().size())
        .filter(number -> columns().get(number).generated().isEmpty())
        .toArray();
  }

  /**
   * How many rows a first statement asks for, so that large ones fit into memory; by the source's
   * statistics, which may be wrong.
   */
  int firstRows() {
    return digested.isEmpty()
        ? MOST_ROWS
        : (int) Math.max(1, Math.min(MOST_LARGE_ROWS, FIRST_BYTES / rowBytes()));
  }

  /** The numbers of the key's columns. */
  List<Integer> keyNumbers() {
    return key().stream().map(column -> ColumnNumbers.of(columns(), column.name())).toList();
  }

  /** The average size of a row, by the source's statistics; at least 1. */
  long rowBytes() {
    return Math.max(1, sources.get(0).table().averageRowBytes());
  }

  /** A text that is the same where all is compared in the same way, and only then. */
  String form(VerificationMode mode, Set<RowDifference.Kind> ownRules) {
    String text =
        Stream.concat(sources.stream(), Stream.of(target))
            .map(
                read ->
                    read.table().name()
                        + "|"
                        + read.columns()
                        + "|"
                        + read.key()
                        + "|"
                        + read.filter())
            .collect(Collectors.joining("|", mode + "|", ""));
    // What rules have passed over is not stored: without them it must be compared again.
    text += ownRules.isEmpty() ? "" : "|" + new TreeSet<>(ownRules);
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  Set<ObjectName> sourceNames() {
    return sources.stream().map(read -> read.table().name()).collect(Collectors.toSet());
  }

  FingerprintRead prints(TableRead read) {
    return new FingerprintRead(read, digested);
  }
}
