package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value within a JSON document: its binary form as long as nothing in it changes, and its members
 * or elements from then on. One thread.
 */
final class JsonNode {

  /** The server's order of members: shorter keys first. */
  private static final Comparator<byte[]> BY_KEY =
      Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

  private static final int LITERAL = 4;

  private final int type;
  private final Cursor bytes;
  private @Nullable Map<byte[], JsonNode> members;
  private @Nullable List<JsonNode> elements;

  JsonNode(int type, Cursor bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** A document with its type before it; an empty one is null. */
  static JsonNode of(Cursor document) {
    return document.left() == 0
        ? new JsonNode(LITERAL, new Cursor(new byte[1]))
        : new JsonNode(document.u1(), document.slice(document.left()));
  }

  int type() {
    return type;
  }

  /** The binary form; only while neither members nor elements are there. */
  Cursor bytes() {
    return new Cursor(bytes.data(), bytes.at(), bytes.end());
  }

  @Nullable Map<byte[], JsonNode> members() {
    return members;
  }

  @Nullable List<JsonNode> elements() {
    return elements;
  }

  JsonNode child(JsonPath.Leg leg) {
    JsonNode found =
        leg.isElement()
            ? leg.index() < open().size() ? open().get(leg.index()) : null
            : object().get(key(leg));
    return require(found, leg);
  }

  void replace(JsonPath.Leg leg, JsonNode value) {
    child(leg);
    if (leg.isElement()) {
      open().set(leg.index(), value);
    } else {
      object().put(key(leg), value);
    }
  }

  /** A new member, or an element before that one; beyond the last one it becomes the last. */
  void insert(JsonPath.Leg leg, JsonNode value) {
    if (leg.isElement()) {
      open().add(Math.min(leg.index(), open().size()), value);
    } else if (object().putIfAbsent(key(leg), value) != null) {
      throw new MalformedEventException("a member is put into JSON that is there already");
    }
  }

  void remove(JsonPath.Leg leg) {
    child(leg);
    if (leg.isElement()) {
      open().remove(leg.index());
    } else {
      object().remove(key(leg));
    }
  }

  private static byte[] key(JsonPath.Leg leg) {
    return leg.key().getBytes(StandardCharsets.UTF_8);
  }

  private Map<byte[], JsonNode> object() {
    if (members == null) {
      if (!JsonText.isObject(type)) {
        throw new MalformedEventException("a path leads into JSON that is no object");
      }
      Map<byte[], JsonNode> found = new TreeMap<>(BY_KEY);
      JsonText.entries(type, bytes(), (key, value) -> found.put(key, value));
      members = found;
    }
    return members;
  }

  private List<JsonNode> open() {
    if (elements == null) {
      if (!JsonText.isArray(type)) {
        throw new MalformedEventException("a path leads into JSON that is no array");
      }
      List<JsonNode> found = new ArrayList<>();
      JsonText.entries(type, bytes(), (key, value) -> found.add(value));
      elements = found;
    }
    return elements;
  }

  private static JsonNode require(@Nullable JsonNode found, JsonPath.Leg leg) {
    if (found == null) {
      throw new MalformedEventException("a path leads to what JSON does not hold: " + leg);
    }
    return found;
  }
}
