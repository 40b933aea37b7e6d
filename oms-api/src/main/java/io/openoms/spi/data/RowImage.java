package io.openoms.spi.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row as a change carries it: slices of one byte array in the canonical form of {@link
 * ValueForm}, NULL and "not carried" are distinct. Equal when all values are, byte for byte.
 * Immutable; the array is shared, so readers must not change it. A row has less than 1 GiB.
 *
 * <p>A row may also tell what the source has stored in its generated columns. That follows from its
 * values, so it takes no part in comparisons.
 */
public final class RowImage {

  private static final int NULL = 1 << 30;
  private static final int ABSENT = 1 << 31;
  private static final int END = NULL - 1;

  private final byte[] data;

  /** Where the first value begins. */
  private final int start;

  /** Where each value ends, counted from the start, with a bit for NULL or absent. */
  private final int[] cells;

  private final @Nullable RowImage computed;

  private RowImage(byte[] data, int start, int[] cells, @Nullable RowImage computed) {
    this.data = data;
    this.start = start;
    this.cells = cells;
    this.computed = computed;
  }

  /** The same row with what the source has stored in its generated columns. */
  public RowImage withComputed(RowImage values) {
    return new RowImage(data, start, cells, values);
  }

  /**
   * What the source has stored in the row's generated columns, in the order of {@link
   * CapturedTable#computed()}; empty when the change does not tell it.
   */
  public Optional<RowImage> computed() {
    return Optional.ofNullable(computed);
  }

  /** How many columns. */
  public int columns() {
    return cells.length;
  }

  /** The array that holds all values, at {@link #offset}; it may hold other rows, too. */
  public byte[] data() {
    return data;
  }

  /** Bytes of memory that the row takes, roughly. */
  public int weight() {
    return bytes() + 4 * cells.length + 64 + (computed == null ? 0 : computed.weight());
  }

  /** Bytes of all values. */
  private int bytes() {
    return cells.length == 0 ? 0 : cells[cells.length - 1] & END;
  }

  /** Whether a value is NULL. */
  public boolean isNull(int column) {
    return (cells[column] & NULL) != 0;
  }

  /** Whether the change does not carry that column. */
  public boolean isAbsent(int column) {
    return (cells[column] & ABSENT) != 0;
  }

  /** Whether all columns are carried. */
  public boolean isWhole() {
    for (int cell : cells) {
      if ((cell & ABSENT) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Where a value begins in {@link #data()}. */
  public int offset(int column) {
    return column == 0 ? start : start + (cells[column - 1] & END);
  }

  /** How many bytes a value has; 0 for NULL and absent ones. */
  public int length(int column) {
    return (cells[column] & END) - (column == 0 ? 0 : cells[column - 1] & END);
  }

  /** Whether both rows carry the same in that column: the same bytes, or NULL, or nothing. */
  public boolean same(int column, RowImage other) {
    int from = offset(column);
    int otherFrom = other.offset(column);
    return (cells[column] & ~END) == (other.cells[column] & ~END)
        && Arrays.equals(
            data,
            from,
            from + length(column),
            other.data,
            otherFrom,
            otherFrom + other.length(column));
  }

  /** A row of some of the columns, in that order. */
  public RowImage only(int[] columns) {
    Builder builder = new Builder(columns.length);
    for (int column : columns) {
      builder.add(this, column);
    }
    return builder.build();
  }

  /** Some of the columns of a batch's row, in that order. */
  public static RowImage of(RowBatch batch, int row, int[] columns) {
    Builder builder = new Builder(columns.length);
    for (int column : columns) {
      if (batch.isNull(row, column)) {
        builder.addNull();
      } else {
        builder.add(batch.data(), batch.offset(row, column), batch.length(row, column));
      }
    }
    return builder.build();
  }

  /** How many bytes {@link #write} takes. */
  public int writtenBytes() {
    return Integer.BYTES * (1 + cells.length) + bytes();
  }

  /**
   * Writes the row without what was computed; {@link #read} reads it.
   *
   * @throws java.nio.BufferOverflowException when the buffer has less room
   */
  public void write(ByteBuffer out) {
    out.putInt(cells.length);
    for (int cell : cells) {
      out.putInt(cell);
    }
    out.put(data, start, bytes());
  }

  /**
   * Reads what {@link #write} wrote. The values stay where they are: the row shares the buffer's
   * array.
   *
   * @param in a buffer over an array, which nobody may change any more
   * @throws BufferUnderflowException when the buffer holds less than a row
   */
  public static RowImage read(ByteBuffer in) {
    int columns = in.getInt();
    if (columns < 0 || columns > in.remaining() / Integer.BYTES) {
      throw new BufferUnderflowException();
    }
    int[] cells = new int[columns];
    int end = 0;
    for (int i = 0; i < columns; i++) {
      cells[i] = in.getInt();
      if ((cells[i] & END) < end) {
        throw new BufferUnderflowException();
      }
      end = cells[i] & END;
    }
    if (end > in.remaining()) {
      throw new BufferUnderflowException();
    }
    RowImage row = new RowImage(in.array(), in.arrayOffset() + in.position(), cells, null);
    in.position(in.position() + end);
    return row;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowImage image
        && Arrays.equals(cells, image.cells)
        && Arrays.equals(
            data, start, start + bytes(), image.data, image.start, image.start + image.bytes());
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < start + bytes(); i++) {
      hash = 31 * hash + data[i];
    }
    return 31 * hash + Arrays.hashCode(cells);
  }

  /** Sizes only: values may be secret. */
  @Override
  public String toString() {
    return "row of " + cells.length + " columns, " + bytes() + " bytes";
  }

  /** Collects the values of one row after another. Not thread-safe. */
  public static final class Builder {

    private final int[] cells;
    private byte[] data = new byte[256];
    private int column;
    private int used;

    /** For rows of that many columns. */
    public Builder(int columns) {
      this.cells = new int[columns];
    }

    /** Adds the next value. */
    public void add(byte[] value) {
      add(value, 0, value.length);
    }

    /** Adds the next value, a slice of an array. */
    public void add(byte[] from, int offset, int length) {
      if (used + length > data.length) {
        data = Arrays.copyOf(data, Math.max(2 * data.length, Math.addExact(used, length)));
      }
      System.arraycopy(from, offset, data, used, length);
      used += length;
      cells[column++] = used;
    }

    /** Adds NULL as the next value. */
    public void addNull() {
      cells[column++] = used | NULL;
    }

    /** The next value is not carried. */
    public void addAbsent() {
      cells[column++] = used | ABSENT;
    }

    /** Adds a value of another row. */
    public void add(RowImage row, int of) {
      if (row.isNull(of)) {
        addNull();
      } else if (row.isAbsent(of)) {
        addAbsent();
      } else {
        add(row.data, row.offset(of), row.length(of));
      }
    }

    /** The row; the builder then begins the next one. */
    public RowImage build() {
      if (column != cells.length) {
        throw new IllegalStateException(column + " of " + cells.length + " values were given");
      }
      RowImage row = new RowImage(Arrays.copyOf(data, used), 0, cells.clone(), null);
      column = 0;
      used = 0;
      return row;
    }
  }
}
