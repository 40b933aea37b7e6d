package io.openoms.binlog.mysql.row;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.event.Inflated;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;

/** The rows of one event, read one after another. One thread; good as long as the event's bytes. */
public final class RowsEvent {

  private final RowsKind kind;
  private final RowDecoder decoder;
  private final Cursor in;
  private final Bits before;
  private final Bits after;
  private final boolean foreignKeys;

  private RowsEvent(int type, RowDecoder decoder, Cursor in, boolean foreignKeys) {
    this.foreignKeys = foreignKeys;
    this.kind = RowsKind.of(type);
    this.decoder = decoder;
    long columns = in.packed();
    if (columns != decoder.columns()) {
      throw new MalformedEventException(
          "rows of " + columns + " columns follow a map of " + decoder.columns());
    }
    this.before = Bits.read(in, decoder.columns());
    this.after = kind.isUpdate() ? Bits.read(in, decoder.columns()) : before;
    this.in = RowsKind.isCompressed(type) ? Inflated.read(in) : in;
  }

  static RowsEvent of(int type, RowDecoder decoder, Cursor in, boolean foreignKeys) {
    try {
      return new RowsEvent(type, decoder, in, foreignKeys);
    } catch (MalformedEventException e) {
      throw e.in(decoder.table().definition().name());
    }
  }

  /** Whether an event of that type holds rows. */
  public static boolean isRows(int type) {
    boolean plain = type >= EventType.WRITE_ROWS_V1 && type <= EventType.DELETE_ROWS_V1;
    boolean second = type >= EventType.WRITE_ROWS && type <= EventType.DELETE_ROWS;
    return plain || second || type == EventType.PARTIAL_UPDATE_ROWS || RowsKind.isCompressed(type);
  }

  /** The table whose rows they are. */
  public CapturedTable table() {
    return decoder.table();
  }

  /** Whether there are rows left. */
  public boolean hasNext() {
    return in.left() > 0;
  }

  /** How many changes are left; they are passed over. */
  long count() {
    long count = 0;
    while (hasNext()) {
      one();
      count++;
    }
    return count;
  }

  /** The next changes as an event, up to about that many bytes, at least one. */
  public ChangeEvent.Changes event(int bytes) {
    CapturedTable table = decoder.table();
    ObjectName name = table.definition().name();
    try {
      return new ChangeEvent.Changes(name, table.version(), next(bytes), foreignKeys);
    } catch (MalformedEventException e) {
      throw e.in(name);
    }
  }

  /** The next changes, up to about that many bytes, at least one. */
  private List<RowChange> next(int bytes) {
    if (!hasNext()) {
      return List.of();
    }
    RowChange first = one();
    long weight = first.weight();
    if (weight >= bytes || !hasNext()) {
      // Most statements change one row.
      return List.of(first);
    }
    List<RowChange> changes = new ArrayList<>();
    changes.add(first);
    while (weight < bytes && hasNext()) {
      RowChange change = one();
      weight += change.weight();
      changes.add(change);
    }
    return List.copyOf(changes);
  }

  private RowChange one() {
    int start = in.at();
    RowChange change = change();
    if (in.at() == start) {
      throw new MalformedEventException("a row has no bytes");
    }
    return change;
  }

  private RowChange change() {
    return switch (kind) {
      case INSERT -> new RowChange(null, decoder.readInserted(in, before));
      case DELETE -> new RowChange(decoder.readOld(in, before), null);
      case UPDATE -> {
        RowImage old = decoder.readOld(in, before);
        yield new RowChange(old, decoder.readNew(in, after));
      }
      case PARTIAL_UPDATE -> {
        RowImage old = decoder.readPlaced(in, before);
        yield new RowChange(old, decoder.readPartial(in, after));
      }
    };
  }
}
