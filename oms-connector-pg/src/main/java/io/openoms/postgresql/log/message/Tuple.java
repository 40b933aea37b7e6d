package io.openoms.postgresql.log.message;

/** One row of a message: slices of the message's bytes. Immutable; the bytes are shared. */
public final class Tuple {

  private static final int NULL = -1;
  private static final int UNSENT = -2;

  private final byte[] data;
  private final int[] offsets;
  private final int[] lengths;

  Tuple(byte[] data, int columns) {
    this.data = data;
    this.offsets = new int[columns];
    this.lengths = new int[columns];
  }

  void value(int column, int offset, int length) {
    offsets[column] = offset;
    lengths[column] = length;
  }

  void nothing(int column) {
    lengths[column] = NULL;
  }

  void unsent(int column) {
    lengths[column] = UNSENT;
  }

  /** How many columns. */
  public int columns() {
    return offsets.length;
  }

  /** The bytes that hold the values' texts, in UTF-8. */
  public byte[] data() {
    return data;
  }

  /** Where a value begins. */
  public int offset(int column) {
    return offsets[column];
  }

  /** How many bytes a value has. */
  public int length(int column) {
    return lengths[column];
  }

  /** Whether it is NULL; in an old row that holds the key alone, whether it is not of the key. */
  public boolean isNull(int column) {
    return lengths[column] == NULL;
  }

  /** Whether the server has not sent it: a large value that did not change. */
  public boolean isUnsent(int column) {
    return lengths[column] == UNSENT;
  }
}
