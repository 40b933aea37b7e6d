package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record in the spool. Without state. Format 6 holds what the source has computed of
 * rows, too. Format 5 holds deletes of several rows. Format 4 holds changes of definitions. Format
 * 3 holds the version of the definition that decoded changes. Format 2 holds none: its changes get
 * the version 0, the number that the schema history of that time gives.
 */
final class RecordCodec {

  private static final int FORMAT = 6;
  private static final int FORMAT_WITH_DDL = 4;
  private static final int FORMAT_WITHOUT_VERSIONS = 2;
  private static final int BEGUN = 1;
  private static final int CHANGES = 2;
  private static final int COMMITTED = 3;
  private static final int HAS_BEFORE = 1;
  private static final int HAS_AFTER = 2;
  private static final int ALIKE = 4;
  private static final int ONWARD = 8;
  private static final int HAS_COMPUTED = 16;

  private RecordCodec() {}

  /** The bytes of a record, by the memory of that output. */
  static byte[] encode(SpoolRecord record, RecordOutput out) {
    out.begin();
    out.number1(FORMAT);
    out.number4(record.changes());
    out.number4(record.transactions());
    out.number4(record.weight());
    out.truth(record.end().isPresent());
    if (record.end().isPresent()) {
      out.text(record.end().get().text());
    }
    out.instant(record.upTo());
    out.number4(record.events().size());
    for (ChangeEvent event : record.events()) {
      write(out, event);
    }
    out.truth(record.ddl().isPresent());
    if (record.ddl().isPresent()) {
      DdlCodec.write(out, record.ddl().get());
    }
    return out.record();
  }

  private static void write(RecordOutput out, ChangeEvent event) {
    if (event instanceof ChangeEvent.Begun begun) {
      out.number1(BEGUN);
      out.text(begun.id());
    } else if (event instanceof ChangeEvent.Changes changes) {
      out.number1(CHANGES);
      out.name(changes.table());
      out.number8(changes.version());
      out.truth(changes.foreignKeys());
      out.number4(changes.changes().size());
      for (RowChange change : changes.changes()) {
        write(out, change);
      }
    } else if (event instanceof ChangeEvent.Committed committed) {
      out.number1(COMMITTED);
      out.text(committed.id());
      out.instant(committed.committedAt());
    } else {
      throw new IllegalArgumentException("such an event is not spooled: " + event);
    }
  }

  private static void write(RecordOutput out, RowChange change) {
    RowImage before = change.before();
    RowImage after = change.after();
    Optional<RowImage> computed = after == null ? Optional.empty() : after.computed();
    out.number1(
        (before == null ? 0 : HAS_BEFORE)
            | (after == null ? 0 : HAS_AFTER)
            | switch (change.extent()) {
              case ROW -> 0;
              case ALIKE -> ALIKE;
              case ONWARD -> ONWARD;
            }
            | (computed.isEmpty() ? 0 : HAS_COMPUTED));
    if (before != null) {
      out.row(before);
    }
    if (after != null) {
      out.row(after);
    }
    if (computed.isPresent()) {
      out.row(computed.get());
    }
  }

  /**
   * Reads a record, whose rows share the bytes.
   *
   * @throws UncheckedIOException when the bytes are not as they were written
   * @throws MigrationException SPOOL_FORMAT_UNKNOWN
   */
  static SpoolRecord decode(byte[] bytes) {
    try {
      return decode(new RecordInput(bytes));
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      throw damaged(e);
    }
  }

  private static SpoolRecord decode(RecordInput in) {
    int format = in.number1();
    requireKnown(format);
    int changes = in.number4();
    int transactions = in.number4();
    int weight = in.number4();
    Optional<Position> end = in.truth() ? Optional.of(new Position(in.text())) : Optional.empty();
    Instant upTo = in.instant();
    int count = in.count();
    List<ChangeEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(event(in, format));
    }
    Optional<SpooledDdl> ddl =
        format >= FORMAT_WITH_DDL && in.truth() ? Optional.of(DdlCodec.read(in)) : Optional.empty();
    return new SpoolRecord(events, changes, transactions, weight, end, upTo, ddl);
  }

  private static UncheckedIOException damaged(RuntimeException cause) {
    return new UncheckedIOException(
        "a record of the spool is not as it was written", new IOException(cause));
  }

  private static void requireKnown(int format) {
    if (format < FORMAT_WITHOUT_VERSIONS || format > FORMAT) {
      throw new MigrationException(
          EngineError.SPOOL_FORMAT_UNKNOWN,
          ErrorContext.none(),
          "a record of the spool has the format "
              + format
              + ", and this version of the library reads "
              + FORMAT_WITHOUT_VERSIONS
              + " to "
              + FORMAT
              + ": run the project with the version that wrote it, or delete the spool's directory,"
              + " and the source's log is read again from the applied position");
    }
  }

  private static ChangeEvent event(RecordInput in, int format) {
    int kind = in.number1();
    return switch (kind) {
      case BEGUN -> new ChangeEvent.Begun(in.text());
      case CHANGES -> changes(in, format);
      case COMMITTED -> new ChangeEvent.Committed(in.text(), in.instant());
      default -> throw new IllegalArgumentException("an event of kind " + kind);
    };
  }

  private static ChangeEvent changes(RecordInput in, int format) {
    ObjectName table = in.name();
    long version = format == FORMAT_WITHOUT_VERSIONS ? 0 : in.number8();
    boolean foreignKeys = in.truth();
    int count = in.count();
    List<RowChange> changes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int images = in.number1();
      @Nullable RowImage before = (images & HAS_BEFORE) == 0 ? null : in.row();
      @Nullable RowImage after = (images & HAS_AFTER) == 0 ? null : in.row();
      if (after != null && (images & HAS_COMPUTED) != 0) {
        after = after.withComputed(in.row());
      }
      changes.add(new RowChange(before, after, extent(images)));
    }
    return new ChangeEvent.Changes(table, version, changes, foreignKeys);
  }

  private static RowChange.Extent extent(int images) {
    if ((images & ONWARD) != 0) {
      return RowChange.Extent.ONWARD;
    }
    return (images & ALIKE) != 0 ? RowChange.Extent.ALIKE : RowChange.Extent.ROW;
  }
}
