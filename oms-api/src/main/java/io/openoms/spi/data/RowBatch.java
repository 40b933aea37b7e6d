package io.openoms.spi.data;

import java.util.Arrays;
import java.util.List;

/**
 * Rows as slices of one byte array, without an object per value. Row-major, since rows are rendered
 * one after another. Immutable once built; the arrays are shared, so readers must not change them.
 */
public final class RowBatch {

  private static final int NULL = -1;
  private static final int ROWS_AT_FIRST = 64;
  private static final int BYTES_AT_FIRST = 1 << 14;

  private final List<ColumnDefinition> columns;
  private final byte[] data;
  private final int[] ends;
  private final int[] lengths;
  private final int rows;
  private final int bytes;

  private RowBatch(Builder builder) {
    this.columns = builder.columns;
    this.data = builder.data;
    this.ends = builder.ends;
    this.lengths = builder.lengths;
    this.rows = builder.cells / builder.columns.size();
    this.bytes = builder.used;
  }

  /** The columns, in the order of each row's values. */
  public List<ColumnDefinition> columns() {
    return columns;
  }

  /** How many rows. */
  public int rows() {
    return rows;
  }

  /** Bytes of values, without overhead. */
  public int bytes() {
    return bytes;
  }

  /** The array that holds all values. */
  public byte[] data() {
    return data;
  }

  /** Whether a value is NULL. */
  public boolean isNull(int row, int column) {
    return lengths[row * columns.size() + column] == NULL;
  }

  /** Where a value begins in {@link #data()}. */
  public int offset(int row, int column) {
    int cell = row * columns.size() + column;
    return ends[cell] - Math.max(lengths[cell], 0);
  }

  /** How many bytes a value has; −1 for NULL. */
  public int length(int row, int column) {
    return lengths[row * columns.size() + column];
  }

  /**
   * Some of the rows, copied into a batch of their own.
   *
   * @param numbers the numbers of those rows, in the order wanted
   */
  public RowBatch only(int[] numbers) {
    BatchLimits limits = new BatchLimits(Math.max(1, numbers.length), Math.max(1, bytes));
    Builder builder = new Builder(columns, limits);
    for (int row : numbers) {
      for (int column = 0; column < columns.size(); column++) {
        if (isNull(row, column)) {
          builder.addNull();
        } else {
          int offset = offset(row, column);
          builder.add(Arrays.copyOfRange(data, offset, offset + length(row, column)));
        }
      }
    }
    return builder.build();
  }

  /**
   * All rows with some of the columns, copied into a batch of their own.
   *
   * @param numbers the numbers of those columns, in the order wanted
   */
  public RowBatch columns(int[] numbers) {
    List<ColumnDefinition> some = Arrays.stream(numbers).mapToObj(columns::get).toList();
    Builder builder = new Builder(some, new BatchLimits(rows, Math.max(1, bytes)));
    for (int row = 0; row < rows; row++) {
      for (int column : numbers) {
        if (isNull(row, column)) {
          builder.addNull();
        } else {
          builder.add(data, offset(row, column), length(row, column));
        }
      }
    }
    return builder.build();
  }

  /** Collects rows. Not thread-safe. */
  public static final class Builder {
    private final List<ColumnDefinition> columns;
    private final BatchLimits limits;
    private byte[] data;
    private int[] ends;
    private int[] lengths;
    private int cells;
    private int used;

    Builder(List<ColumnDefinition> columns, BatchLimits limits) {
      this.columns = columns;
      this.limits = limits;
      this.data = new byte[Math.min(limits.bytes(), BYTES_AT_FIRST)];
      this.ends = new int[Math.min(limits.rows(), ROWS_AT_FIRST) * columns.size()];
      this.lengths = new int[ends.length];
    }

    /** In the memory of a batch that is done. */
    Builder(List<ColumnDefinition> columns, BatchLimits limits, RowBatch done) {
      this.columns = columns;
      this.limits = limits;
      this.data = done.data;
      this.ends = done.ends;
      this.lengths = done.lengths;
    }

    /** Adds the next value of the row. */
    public void add(byte[] value) {
      add(value, 0, value.length);
    }

    /** Adds the next value of the row, a slice of an array. */
    public void add(byte[] from, int offset, int length) {
      ensure(length);
      System.arraycopy(from, offset, data, used, length);
      used += length;
      close(length);
    }

    /** Adds a value of a change's row as the next one; it must be carried. */
    public void add(RowImage row, int column) {
      if (row.isAbsent(column)) {
        throw new IllegalArgumentException("the change does not carry column " + column);
      }
      if (row.isNull(column)) {
        addNull();
      } else {
        add(row.data(), row.offset(column), row.length(column));
      }
    }

    /** Adds NULL as the next value of the row. */
    public void addNull() {
      ensure(0);
      close(NULL);
    }

    /** Whether a limit is reached; asked between rows. */
    public boolean isFull() {
      return used >= limits.bytes() || cells >= (long) limits.rows() * columns.size();
    }

    /** Whether there is no row yet. */
    public boolean isEmpty() {
      return cells == 0;
    }

    /** The batch; the builder must not be used afterwards. */
    public RowBatch build() {
      return new RowBatch(this);
    }

    private void close(int length) {
      ends[cells] = used;
      lengths[cells] = length;
      cells++;
    }

    private void ensure(int more) {
      if (used + more > data.length) {
        data = Arrays.copyOf(data, roomFor(Math.addExact(used, more)));
      }
      if (cells == ends.length) {
        ends = Arrays.copyOf(ends, cells * 2);
        lengths = Arrays.copyOf(lengths, cells * 2);
      }
    }

    /** Twice as much as before, but little more than the limit when that is enough. */
    private int roomFor(int needed) {
      long doubled = Math.min(2L * data.length, limits.bytes() + limits.bytes() / 8L);
      return (int) Math.max(needed, doubled);
    }
  }
}
