package io.openoms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same at both ends. Values are texts, bytes in hexadecimal after {@code 0x},
 * null for NULL. {@link #toString} holds no value. Immutable.
 *
 * @param kind what is wrong
 * @param key the values of the key's columns; empty for a table without a key
 * @param source the row at the source by column; empty when it is not there
 * @param sink the row at the sink by column; empty when it is not there
 * @param columns the names of the columns that differ; empty when the row is at one end only
 */
public record RowDifference(
    Kind kind,
    Map<String, @Nullable String> key,
    Map<String, @Nullable String> source,
    Map<String, @Nullable String> sink,
    List<String> columns) {

  /** What is wrong with a row. */
  public enum Kind {
    /** The source has it, and the sink does not. */
    MISSING,
    /** The sink has it, and the source does not. */
    EXTRA,
    /** Both have it, with different values. */
    DIFFERENT,
    /** It changed at the source each time that it was looked at. */
    UNRESOLVED
  }

  public RowDifference {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    sink = Collections.unmodifiableMap(new LinkedHashMap<>(sink));
    columns = List.copyOf(columns);
  }

  /** Without values: they may be secret. */
  @Override
  public String toString() {
    return kind + " row" + (columns.isEmpty() ? "" : ", differs in " + columns);
  }
}
