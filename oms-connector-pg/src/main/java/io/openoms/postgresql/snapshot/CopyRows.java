package io.openoms.postgresql.snapshot;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a COPY in its text format: one message a row, fields between tabs, {@code \N} for
 * NULL, a backslash before what would be mistaken. Fields are slices of the row's own array, where
 * backslashes are taken out in place. One thread.
 */
final class CopyRows {

  private static final int NULL = -1;

  private final CopyOut copy;
  private final int[] offsets;
  private final int[] lengths;
  private byte[] row = {};

  CopyRows(CopyOut copy, int fields) {
    this.copy = copy;
    this.offsets = new int[fields];
    this.lengths = new int[fields];
  }

  /** Goes to the next row; false at the end. Blocks. */
  boolean next() throws SQLException {
    byte[] next = copy.readFromCopy();
    if (next == null) {
      return false;
    }
    row = next;
    split();
    return true;
  }

  private void split() {
    int field = 0;
    int from = 0;
    int to = 0;
    for (int at = 0; at < row.length; at++) {
      byte letter = row[at];
      if (letter == '\t' || letter == '\n') {
        require(field < offsets.length && (letter == '\t' || at == row.length - 1));
        offsets[field] = from;
        lengths[field] = isNull(from, to, at) ? NULL : to - from;
        field++;
        from = at + 1;
        to = from;
      } else if (letter == '\\') {
        at++;
        row[to++] = meant(row[at]);
      } else {
        row[to++] = letter;
      }
    }
    require(field == offsets.length && from == row.length);
  }

  /** {@code \N} is two letters of which one is left; a text N is one letter. */
  private boolean isNull(int from, int to, int end) {
    return to - from == 1 && end - from == 2 && row[from] == 'N';
  }

  private static byte meant(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> escaped;
    };
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a row of COPY has another form than its query");
    }
  }

  boolean isNull(int field) {
    return lengths[field] == NULL;
  }

  /** The array that holds the fields. */
  byte[] data() {
    return row;
  }

  int offset(int field) {
    return offsets[field];
  }

  int length(int field) {
    return lengths[field];
  }

  /** A copy of a field that is not NULL. */
  byte[] field(int field) {
    return Arrays.copyOfRange(row, offsets[field], offsets[field] + lengths[field]);
  }
}
