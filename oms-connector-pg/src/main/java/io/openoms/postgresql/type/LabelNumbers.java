package io.openoms.postgresql.type;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts labels of an enum to their numbers from 1. Immutable. */
final class LabelNumbers implements ValueConversion {

  private final Map<String, byte[]> numbers = new HashMap<>();

  LabelNumbers(List<String> labels) {
    for (String label : labels) {
      numbers.put(label, Integer.toString(numbers.size() + 1).getBytes(US_ASCII));
    }
  }

  @Override
  public byte[] of(byte[] text, int offset, int length) {
    byte[] number = numbers.get(new String(text, offset, length, UTF_8));
    if (number == null) {
      throw new UnfitValueException(
          "its label was added to the type after the table's definition was read");
    }
    return number.clone();
  }
}
