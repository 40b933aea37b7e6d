package io.openoms.core.crossing;

import java.util.List;

/** Rows of a window conflict: nothing of it may be committed before they are settled. */
public final class RowConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<RowConflict> conflicts;

  /** With at least one. */
  public RowConflictException(List<RowConflict> conflicts) {
    super("rows were changed at both ends", null, false, false);
    this.conflicts = List.copyOf(conflicts);
  }

  /** The rows. */
  public List<RowConflict> conflicts() {
    return conflicts;
  }
}
