package io.openoms.tidb.openprotocol;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.message.ValueConversion;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Open Protocol, version 1. A record's key is the version in 8 bytes, then parts; its value is
 * as many parts. A part is its length in 8 bytes, then JSON; parts of the value may be compressed.
 * Stateless; thread-safe.
 */
public final class OpenProtocol implements ChangeProtocol {

  private static final long VERSION = 1;

  @Override
  public void decode(byte @Nullable [] key, byte @Nullable [] value, Consumer<LogMessage> to) {
    if (key == null || key.length < Long.BYTES) {
      throw unknown(value == null ? "an empty record" : "a record without the protocol's key");
    }
    ByteBuffer keys = ByteBuffer.wrap(key);
    long version = keys.getLong();
    if (version != VERSION) {
      throw unknown("a record whose key begins with another version");
    }
    if (!keys.hasRemaining()) {
      throw Faults.damaged("a record holds no message");
    }
    ByteBuffer values = ByteBuffer.wrap(value == null ? new byte[0] : value);
    while (keys.hasRemaining()) {
      to.accept(message(MessageKey.read(Parts.next(keys)), values));
    }
    if (values.hasRemaining()) {
      throw Faults.damaged("a record's value has more parts than its key");
    }
  }

  private static MigrationException unknown(String description) {
    return new MigrationException(
        ChangefeedError.PROTOCOL_UNKNOWN,
        ErrorContext.none(),
        "the topic holds " + description + ", so it is not of the Open Protocol, version 1");
  }

  private static LogMessage message(MessageKey key, ByteBuffer values) {
    byte[] part = Parts.next(values);
    return switch (key.kind()) {
      case MessageKey.RESOLVED -> resolved(key, part);
      case MessageKey.DEFINITION -> definition(key, part);
      default -> row(key, part);
    };
  }

  private static LogMessage resolved(MessageKey key, byte[] part) {
    if (part.length > 0) {
      throw Faults.damaged("a resolved event has a value");
    }
    return new LogMessage.Resolved(key.timestamp());
  }

  private static LogMessage definition(MessageKey key, byte[] part) {
    return new LogMessage.Definition(
        key.timestamp(),
        key.database(),
        key.table(),
        DefinitionValue.statement(Compression.inflated(part)));
  }

  private static LogMessage row(MessageKey key, byte[] part) {
    if (key.database().isEmpty() || key.table().isEmpty()) {
      throw Faults.damaged("a row's message does not name its table");
    }
    ErrorContext table = ErrorContext.of(new ObjectName(key.database(), key.table()));
    if (key.isHandleKeyOnly() || key.isClaimCheck()) {
      throw new MigrationException(
          ChangefeedError.ROW_NOT_CARRIED,
          table,
          key.isClaimCheck()
              ? "a row was written to a file, because it is larger than a message"
              : "a row is carried by its key alone, because it is larger than a message");
    }
    try {
      RowValue row = RowValue.read(Compression.inflated(part));
      return new LogMessage.Row(
          key.timestamp(), key.database(), key.table(), key.partition(), row.before(), row.after());
    } catch (MigrationException e) {
      throw e.in(table);
    }
  }

  @Override
  public ValueConversion conversion(ColumnDefinition column, ZoneId zone) {
    return ValueConversions.of(column, zone);
  }
}
