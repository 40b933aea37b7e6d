package io.openoms.postgresql.log.message;

import io.openoms.postgresql.log.message.LogMessage.Column;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decodes messages of {@code pgoutput}, protocol version 1, values as texts. One use. */
public final class MessageDecoder {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final long NANOS_OF_A_MICRO = 1_000;
  private static final int CASCADE = 1;
  private static final int RESTART = 2;

  private final byte[] data;
  private final ByteBuffer in;

  private MessageDecoder(byte[] data, int offset) {
    this.data = data;
    this.in = ByteBuffer.wrap(data, offset, data.length - offset);
  }

  /**
   * Decodes one message.
   *
   * @param data holds the message, from an offset to its end; values stay slices of it
   * @throws MalformedMessageException when it is none
   */
  public static LogMessage decode(byte[] data, int offset) {
    return new MessageDecoder(data, offset).decoded();
  }

  private LogMessage decoded() {
    try {
      char kind = (char) in.get();
      LogMessage message = message(kind);
      if (in.hasRemaining()) {
        throw new MalformedMessageException(
            in.remaining() + " bytes are left of a message of kind " + kind, false);
      }
      return message;
    } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new MalformedMessageException("a message ends too early", false);
    }
  }

  /** An instant as the server sends it. */
  public static Instant instant(long micros) {
    return EPOCH.plusNanos(Math.multiplyExact(micros, NANOS_OF_A_MICRO));
  }

  private LogMessage message(char kind) {
    return switch (kind) {
      case 'B' -> new LogMessage.Begin(in.getLong(), instant(in.getLong()), in.getInt());
      case 'C' -> commit();
      case 'O' -> origin();
      case 'R' -> relation();
      case 'Y' -> type();
      case 'I' -> new LogMessage.Row(in.getInt(), true, null, false, after(in.get()));
      case 'U' -> update();
      case 'D' -> delete();
      case 'T' -> truncate();
      case 'M' -> note();
      default -> throw new MalformedMessageException("a message of the unknown kind " + kind, true);
    };
  }

  private LogMessage commit() {
    in.get();
    return new LogMessage.Commit(in.getLong(), in.getLong(), instant(in.getLong()));
  }

  private LogMessage origin() {
    in.getLong();
    return new LogMessage.Origin(text());
  }

  private LogMessage relation() {
    int id = in.getInt();
    String schema = text();
    String name = text();
    char identity = (char) in.get();
    int columns = in.getShort();
    List<Column> found = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      found.add(new Column((in.get() & 1) != 0, text(), in.getInt(), in.getInt()));
    }
    return new LogMessage.Relation(
        id, schema.isEmpty() ? "pg_catalog" : schema, name, identity, found);
  }

  private LogMessage type() {
    int id = in.getInt();
    text();
    text();
    return new LogMessage.Type(id);
  }

  private LogMessage update() {
    int relation = in.getInt();
    byte next = in.get();
    Tuple before = null;
    boolean isWhole = next == 'O';
    if (isWhole || next == 'K') {
      before = tuple();
      next = in.get();
    }
    return new LogMessage.Row(relation, false, before, isWhole, after(next));
  }

  private LogMessage delete() {
    int relation = in.getInt();
    byte next = in.get();
    if (next != 'O' && next != 'K') {
      throw new MalformedMessageException("a delete without an old row", false);
    }
    return new LogMessage.Row(relation, false, tuple(), next == 'O', null);
  }

  private Tuple after(byte mark) {
    if (mark != 'N') {
      throw new MalformedMessageException("a change without a new row", false);
    }
    return tuple();
  }

  private LogMessage truncate() {
    int count = in.getInt();
    byte options = in.get();
    List<Integer> relations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      relations.add(in.getInt());
    }
    return new LogMessage.Truncate(relations, (options & CASCADE) != 0, (options & RESTART) != 0);
  }

  private LogMessage note() {
    boolean isTransactional = (in.get() & 1) != 0;
    in.getLong();
    String prefix = text();
    skip(in.getInt());
    return new LogMessage.Note(isTransactional, prefix);
  }

  private Tuple tuple() {
    int columns = in.getShort();
    Tuple tuple = new Tuple(data, columns);
    for (int i = 0; i < columns; i++) {
      byte kind = in.get();
      switch (kind) {
        case 'n' -> tuple.nothing(i);
        case 'u' -> tuple.unsent(i);
        case 't' -> {
          int length = in.getInt();
          tuple.value(i, in.position(), length);
          skip(length);
        }
        default ->
            throw new MalformedMessageException("a value of the unknown kind " + (char) kind, true);
      }
    }
    return tuple;
  }

  private void skip(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + length);
  }

  private String text() {
    int begin = in.position();
    while (in.get() != 0) {
      // to its end
    }
    return new String(data, begin, in.position() - 1 - begin, StandardCharsets.UTF_8);
  }
}
