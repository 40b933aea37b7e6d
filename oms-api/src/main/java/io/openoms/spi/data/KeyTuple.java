package io.openoms.spi.data;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of a key's columns, none NULL, in the bytes in which the splitter of an endpoint gives
 * them: canonical bytes, but of a text those of its own character set ({@link
 * io.openoms.spi.SnapshotSource#canonical} converts them). Immutable; has a text form for the
 * stored state.
 */
public final class KeyTuple {

  private final List<byte[]> values;

  private KeyTuple(List<byte[]> values) {
    this.values = values;
  }

  /** A tuple of those values, which are copied. */
  public static KeyTuple of(List<byte[]> values) {
    return new KeyTuple(values.stream().map(byte[]::clone).toList());
  }

  /** Reads {@link #encode()}'s form. */
  public static KeyTuple decode(String text) {
    List<byte[]> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      values.add(HexFormat.of().parseHex(part));
    }
    return new KeyTuple(List.copyOf(values));
  }

  /** Hexadecimal bytes of each value, with commas between. */
  public String encode() {
    return values.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining(","));
  }

  /** A copy of one column's value. */
  public byte[] value(int column) {
    return values.get(column).clone();
  }

  /** How many columns. */
  public int size() {
    return values.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyTuple tuple && tuple.encode().equals(encode());
  }

  @Override
  public int hashCode() {
    return encode().hashCode();
  }

  @Override
  public String toString() {
    return "key " + encode();
  }
}
