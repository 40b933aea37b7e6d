package io.openoms.core.copy;

/** A table has more rows than the source's statistics say: it is not copied in a group. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient SmallTable table;

  TooLargeException(SmallTable table) {
    super(table.object().source() + " is not small", null, false, false);
    this.table = table;
  }

  SmallTable table() {
    return table;
  }
}
