package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.event.EventType;

/** What rows of an event tell. */
enum RowsKind {
  INSERT,
  UPDATE,
  /** An update whose JSON documents may come as what changed in them. */
  PARTIAL_UPDATE,
  DELETE;

  static RowsKind of(int type) {
    return switch (type) {
      case EventType.WRITE_ROWS_V1,
          EventType.WRITE_ROWS,
          EventType.MARIA_WRITE_ROWS_COMPRESSED_V1,
          EventType.MARIA_WRITE_ROWS_COMPRESSED ->
          INSERT;
      case EventType.UPDATE_ROWS_V1,
          EventType.UPDATE_ROWS,
          EventType.MARIA_UPDATE_ROWS_COMPRESSED_V1,
          EventType.MARIA_UPDATE_ROWS_COMPRESSED ->
          UPDATE;
      case EventType.PARTIAL_UPDATE_ROWS -> PARTIAL_UPDATE;
      case EventType.DELETE_ROWS_V1,
          EventType.DELETE_ROWS,
          EventType.MARIA_DELETE_ROWS_COMPRESSED_V1,
          EventType.MARIA_DELETE_ROWS_COMPRESSED ->
          DELETE;
      default -> throw new IllegalArgumentException("events of type " + type + " hold no rows");
    };
  }

  boolean isUpdate() {
    return this == UPDATE || this == PARTIAL_UPDATE;
  }

  /** Whether events of that type have room for more between header and rows. */
  static boolean hasExtra(int type) {
    return switch (type) {
      case EventType.WRITE_ROWS,
          EventType.UPDATE_ROWS,
          EventType.DELETE_ROWS,
          EventType.PARTIAL_UPDATE_ROWS,
          EventType.MARIA_WRITE_ROWS_COMPRESSED,
          EventType.MARIA_UPDATE_ROWS_COMPRESSED,
          EventType.MARIA_DELETE_ROWS_COMPRESSED ->
          true;
      default -> false;
    };
  }

  /** Whether the rows of such an event are compressed. */
  static boolean isCompressed(int type) {
    return type >= EventType.MARIA_WRITE_ROWS_COMPRESSED_V1
        && type <= EventType.MARIA_DELETE_ROWS_COMPRESSED;
  }
}
