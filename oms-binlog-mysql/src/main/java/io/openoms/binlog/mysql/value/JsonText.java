package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Writes a binary JSON document as the server does. Containers hold counts, then entries that point
 * to keys and values, small ones in two bytes, large ones in four. One thread.
 */
final class JsonText {

  private static final int SMALL_OBJECT = 0x00;
  private static final int LARGE_OBJECT = 0x01;
  private static final int SMALL_ARRAY = 0x02;
  private static final int LARGE_ARRAY = 0x03;
  private static final int LITERAL = 0x04;
  private static final int INT16 = 0x05;
  private static final int UINT16 = 0x06;
  private static final int INT32 = 0x07;
  private static final int UINT32 = 0x08;
  private static final int INT64 = 0x09;
  private static final int UINT64 = 0x0a;
  private static final int DOUBLE = 0x0b;
  private static final int STRING = 0x0c;
  private static final int OPAQUE = 0x0f;
  private static final String[] LITERALS = {"null", "true", "false"};

  /** The server takes documents of a hundred levels. */
  private static final int DEEPEST = 101;

  /** No document's text is longer than this many times its bytes, unless parts are used twice. */
  private static final int LONGEST_FACTOR = 16;

  private final TextBuffer text = new TextBuffer();
  private final JsonScalars scalars = new JsonScalars(text);
  private long mostBytes;

  /** Adds a document as a value. */
  void write(Cursor document, RowImage.Builder out) {
    text.clear();
    mostBytes = (long) LONGEST_FACTOR * document.left() + 64;
    if (document.left() == 0) {
      // What a NOT NULL column holds that was never given a value.
      text.put(LITERALS[0]);
    } else {
      value(document.u1(), document.slice(document.left()), 1);
    }
    text.flush(out);
  }

  /**
   * Adds a changed document as a value.
   *
   * @param bytes the bytes that it was made of
   */
  void write(JsonNode document, long bytes, RowImage.Builder out) {
    text.clear();
    mostBytes = LONGEST_FACTOR * bytes + 64;
    node(document, 1);
    text.flush(out);
  }

  private void node(JsonNode node, int depth) {
    if (depth > DEEPEST || text.length() > mostBytes) {
      throw new MalformedEventException("a JSON document points into itself");
    }
    Map<byte[], JsonNode> members = node.members();
    List<JsonNode> elements = node.elements();
    if (members == null && elements == null) {
      value(node.type(), node.bytes(), depth);
      return;
    }
    String separator = "";
    text.put(members == null ? '[' : '{');
    if (members != null) {
      for (Map.Entry<byte[], JsonNode> member : members.entrySet()) {
        text.put(separator);
        scalars.string(new Cursor(member.getKey()));
        text.put(": ");
        node(member.getValue(), depth + 1);
        separator = ", ";
      }
    } else {
      for (JsonNode element : Objects.requireNonNull(elements)) {
        text.put(separator);
        node(element, depth + 1);
        separator = ", ";
      }
    }
    text.put(members == null ? ']' : '}');
  }

  static boolean isObject(int type) {
    return type == SMALL_OBJECT || type == LARGE_OBJECT;
  }

  static boolean isArray(int type) {
    return type == SMALL_ARRAY || type == LARGE_ARRAY;
  }

  /** Calls with each entry of a container, in order; keys of arrays are empty. */
  static void entries(int type, Cursor in, BiConsumer<byte[], JsonNode> each) {
    int size = type == SMALL_OBJECT || type == SMALL_ARRAY ? 2 : 4;
    int start = in.at();
    Cursor whole = new Cursor(in.data(), start, in.end());
    long count = in.number(size);
    in.skip(size);
    Cursor keys = in.slice(isObject(type) ? count * (size + 2L) : 0);
    Cursor values = in.slice(count * (size + 1L));
    for (long i = 0; i < count; i++) {
      byte[] key = new byte[0];
      if (isObject(type)) {
        long at = keys.number(size);
        key = from(whole, start, at).bytes(keys.u2());
      }
      int valueType = values.u1();
      Cursor value =
          isInline(valueType, size) ? values.slice(size) : from(whole, start, values.number(size));
      each.accept(key, new JsonNode(valueType, value));
    }
  }

  private void value(int type, Cursor in, int depth) {
    if (depth > DEEPEST || text.length() > mostBytes) {
      throw new MalformedEventException("a JSON document points into itself");
    }
    switch (type) {
      case SMALL_OBJECT -> container(in, 2, true, depth);
      case LARGE_OBJECT -> container(in, 4, true, depth);
      case SMALL_ARRAY -> container(in, 2, false, depth);
      case LARGE_ARRAY -> container(in, 4, false, depth);
      case LITERAL -> literal(in.u1());
      case INT16 -> text.signed((short) in.u2());
      case UINT16 -> text.signed(in.u2());
      case INT32 -> text.signed(in.i4());
      case UINT32 -> text.signed(in.u4());
      case INT64 -> text.signed(in.i8());
      case UINT64 -> text.unsigned(in.i8());
      case DOUBLE -> scalars.floating(Double.longBitsToDouble(in.i8()));
      case STRING -> scalars.string(in.slice(length(in)));
      case OPAQUE -> scalars.opaque(in.u1(), in.slice(length(in)));
      default -> throw new MalformedEventException("JSON has no type " + type);
    }
  }

  private void literal(int which) {
    if (which >= LITERALS.length) {
      throw new MalformedEventException("JSON has no literal " + which);
    }
    text.put(LITERALS[which]);
  }

  /** Seven bits a byte, the lowest first. */
  private static long length(Cursor in) {
    long length = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
      int next = in.u1();
      length |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return length;
      }
    }
    throw new MalformedEventException("a length in JSON does not end");
  }

  private void container(Cursor in, int size, boolean isObject, int depth) {
    Cursor whole = new Cursor(in.data(), in.at(), in.end());
    int start = in.at();
    long count = in.number(size);
    long bytes = in.number(size);
    if (bytes > in.end() - start) {
      throw new MalformedEventException("a JSON container is longer than its document");
    }
    long keyBytes = isObject ? count * (size + 2L) : 0;
    Cursor keys = in.slice(keyBytes);
    Cursor values = in.slice(count * (size + 1L));
    text.put(isObject ? '{' : '[');
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        text.put(", ");
      }
      if (isObject) {
        long at = keys.number(size);
        scalars.string(from(whole, start, at).slice(keys.u2()));
        text.put(": ");
      }
      entry(values, whole, start, size, depth);
    }
    text.put(isObject ? '}' : ']');
  }

  private void entry(Cursor values, Cursor whole, int start, int size, int depth) {
    int type = values.u1();
    if (isInline(type, size)) {
      value(type, values.slice(size), depth + 1);
    } else {
      value(type, from(whole, start, values.number(size)), depth + 1);
    }
  }

  private static boolean isInline(int type, int size) {
    return switch (type) {
      case LITERAL, INT16, UINT16 -> true;
      case INT32, UINT32 -> size == 4;
      default -> false;
    };
  }

  private static Cursor from(Cursor whole, int start, long offset) {
    if (offset > whole.end() - start) {
      throw new MalformedEventException("a JSON document points beyond itself");
    }
    return new Cursor(whole.data(), start + (int) offset, whole.end());
  }
}
