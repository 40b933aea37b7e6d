package io.openoms.spi.data;

import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * How a table is cut into partitions. Immutable.
 *
 * @param scheme how rows find their partition
 * @param subscheme how rows find their subpartition, when partitions are cut again
 * @param partitions the partitions, in order; for HASH and KEY their names may be the server's own
 */
public record Partitioning(Scheme scheme, Optional<Scheme> subscheme, List<Partition> partitions) {

  public Partitioning {
    partitions = List.copyOf(partitions);
  }

  /** The ways to cut. */
  public enum Method {
    RANGE,
    RANGE_COLUMNS,
    LIST,
    LIST_COLUMNS,
    HASH,
    KEY;

    /** Whether the partitions say which values they take. */
    public boolean hasValues() {
      return this != HASH && this != KEY;
    }
  }

  /**
   * A way to cut.
   *
   * @param method the way
   * @param linear whether HASH or KEY spreads rows by powers of two
   * @param expression the SQL whose value counts; columns, quoted and comma-separated, for KEY and
   *     COLUMNS; empty when KEY takes the primary key
   */
  public record Scheme(Method method, boolean linear, SqlText expression) {}

  /**
   * A partition or subpartition.
   *
   * @param name its name
   * @param values what it takes, as SQL: the bound of a range ({@code MAXVALUE}, {@code 10, 'x'}),
   *     the members of a list; empty for HASH and KEY, and for the partition of a list that takes
   *     all the rest
   * @param comment its comment; empty when there is none
   * @param subpartitions its subpartitions, in order
   */
  public record Partition(
      String name, Optional<SqlText> values, String comment, List<Partition> subpartitions) {

    public Partition {
      subpartitions = List.copyOf(subpartitions);
    }

    /** The same under another name. */
    public Partition renamed(String other) {
      return new Partition(other, values, comment, subpartitions);
    }
  }
}
