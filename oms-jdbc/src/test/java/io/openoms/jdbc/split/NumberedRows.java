package io.openoms.jdbc.split;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.spi.data.KeyTuple;
import java.math.BigInteger;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A table's keys, whole numbers, in memory; counts the walks that pass a chunk's rows. */
final class NumberedRows implements KeyWalk {

  private final NavigableSet<BigInteger> keys = new TreeSet<>();
  private int walks;

  NumberedRows addAll(long from, long to) {
    for (long number = from; number <= to; number++) {
      add(BigInteger.valueOf(number));
    }
    return this;
  }

  NumberedRows add(BigInteger number) {
    keys.add(number);
    return this;
  }

  /** How many rows lie in a range. */
  int rows(Optional<KeyTuple> after, Optional<KeyTuple> upTo) {
    NavigableSet<BigInteger> rows = behind(after);
    return upTo.map(bound -> rows.headSet(number(bound), true)).orElse(rows).size();
  }

  int size() {
    return keys.size();
  }

  int walks() {
    return walks;
  }

  private NavigableSet<BigInteger> behind(Optional<KeyTuple> after) {
    return after.map(key -> keys.tailSet(number(key), false)).orElse(keys);
  }

  @Override
  public Optional<KeyTuple> after(Optional<KeyTuple> after, long rows) {
    walks += rows > 1 ? 1 : 0;
    return behind(after).stream().skip(rows - 1).findFirst().map(NumberedRows::key);
  }

  @Override
  public Optional<KeyTuple> greatest() {
    return keys.isEmpty() ? Optional.empty() : Optional.of(key(keys.last()));
  }

  @Override
  public void close() {}

  private static BigInteger number(KeyTuple key) {
    return new BigInteger(new String(key.value(0), US_ASCII));
  }

  static KeyTuple key(BigInteger number) {
    return KeyTuple.of(List.of(number.toString().getBytes(US_ASCII)));
  }
}
