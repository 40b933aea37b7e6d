package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.event.EventType;

/** What rows of an event tell. */
enum RowsKind {
  INSERT,
  UPDATE,
  DELETE;

  static RowsKind of(int type) {
    return switch (type) {
      case EventType.WRITE_ROWS_V1, EventType.WRITE_ROWS -> INSERT;
      case EventType.UPDATE_ROWS_V1, EventType.UPDATE_ROWS -> UPDATE;
      case EventType.DELETE_ROWS_V1, EventType.DELETE_ROWS -> DELETE;
      default -> throw new IllegalArgumentException("events of type " + type + " hold no rows");
    };
  }

  boolean isUpdate() {
    return this == UPDATE;
  }

  /** Whether events of that type have room for more between header and rows. */
  static boolean hasExtra(int type) {
    return switch (type) {
      case EventType.WRITE_ROWS, EventType.UPDATE_ROWS, EventType.DELETE_ROWS -> true;
      default -> false;
    };
  }
}
