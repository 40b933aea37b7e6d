package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

  static byte[] encode(SpoolRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.weight() + 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(record.changes());
      out.writeInt(record.transactions());
      out.writeInt(record.weight());
      out.writeBoolean(record.end().isPresent());
      if (record.end().isPresent()) {
        text(out, record.end().get().text());
      }
      instant(out, record.upTo());
      out.writeInt(record.events().size());
      for (ChangeEvent event : record.events()) {
        write(out, event);
      }
      out.writeBoolean(record.ddl().isPresent());
      if (record.ddl().isPresent()) {
        DdlCodec.write(out, record.ddl().get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory took no bytes", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, ChangeEvent event) throws IOException {
    if (event instanceof ChangeEvent.Begun begun) {
      out.writeByte(BEGUN);
      text(out, begun.id());
    } else if (event instanceof ChangeEvent.Changes changes) {
      out.writeByte(CHANGES);
      text(out, changes.table().database());
      text(out, changes.table().name());
      out.writeLong(changes.version());
      out.writeBoolean(changes.foreignKeys());
      out.writeInt(changes.changes().size());
      for (RowChange change : changes.changes()) {
        write(out, change);
      }
    } else if (event instanceof ChangeEvent.Committed committed) {
      out.writeByte(COMMITTED);
      text(out, committed.id());
      instant(out, committed.committedAt());
    } else {
      throw new IllegalArgumentException("such an event is not spooled: " + event);
    }
  }

  private static void write(DataOutputStream out, RowChange change) throws IOException {
    RowImage before = change.before();
    RowImage after = change.after();
    Optional<RowImage> computed = after == null ? Optional.empty() : after.computed();
    out.writeByte(
        (before == null ? 0 : HAS_BEFORE)
            | (after == null ? 0 : HAS_AFTER)
            | switch (change.extent()) {
              case ROW -> 0;
              case ALIKE -> ALIKE;
              case ONWARD -> ONWARD;
            }
            | (computed.isEmpty() ? 0 : HAS_COMPUTED));
    if (before != null) {
      before.write(out);
    }
    if (after != null) {
      after.write(out);
    }
    if (computed.isPresent()) {
      computed.get().write(out);
    }
  }

  static SpoolRecord decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      requireKnown(format);
      int changes = in.readInt();
      int transactions = in.readInt();
      int weight = in.readInt();
      Optional<Position> end =
          in.readBoolean() ? Optional.of(new Position(text(in))) : Optional.empty();
      Instant upTo = instant(in);
      int count = in.readInt();
      List<ChangeEvent> events = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        events.add(event(in, format));
      }
      Optional<SpooledDdl> ddl =
          format >= FORMAT_WITH_DDL && in.readBoolean()
              ? Optional.of(DdlCodec.read(in))
              : Optional.empty();
      return new SpoolRecord(events, changes, transactions, weight, end, upTo, ddl);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of the spool is not as it was written", e);
    }
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

  private static ChangeEvent event(DataInputStream in, int format) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case BEGUN -> new ChangeEvent.Begun(text(in));
      case CHANGES -> changes(in, format);
      case COMMITTED -> new ChangeEvent.Committed(text(in), instant(in));
      default -> throw new IOException("an event of kind " + kind);
    };
  }

  private static ChangeEvent changes(DataInputStream in, int format) throws IOException {
    ObjectName table = new ObjectName(text(in), text(in));
    long version = format == FORMAT_WITHOUT_VERSIONS ? 0 : in.readLong();
    boolean foreignKeys = in.readBoolean();
    int count = in.readInt();
    List<RowChange> changes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int images = in.readByte();
      @Nullable RowImage before = (images & HAS_BEFORE) == 0 ? null : RowImage.read(in);
      @Nullable RowImage after = (images & HAS_AFTER) == 0 ? null : RowImage.read(in);
      if (after != null && (images & HAS_COMPUTED) != 0) {
        after = after.withComputed(RowImage.read(in));
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

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
