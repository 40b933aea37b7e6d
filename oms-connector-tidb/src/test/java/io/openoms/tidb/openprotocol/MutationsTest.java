package io.openoms.tidb.openprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.log.message.CarriedRow;
import io.openoms.tidb.log.message.CarriedValue;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.message.ValueConversion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Damaged records are read, or refused by name, in bounded time: nothing else ever comes out. */
class MutationsTest {

  private static final OpenProtocol PROTOCOL = new OpenProtocol();
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Map<String, ValueConversion> conversions = new HashMap<>();
  private final Map<ChangefeedError, Integer> refused = new EnumMap<>(ChangefeedError.class);
  private int read;

  MutationsTest() {
    for (ColumnDefinition column : Frozen.TABLE.columns()) {
      conversions.put(column.name(), PROTOCOL.conversion(column, ZoneOffset.UTC));
    }
  }

  @Test
  void aFewThousand() throws IOException {
    mutate(6_000);
    assertThat(refused).containsKeys(ChangefeedError.MESSAGE_DAMAGED, ChangefeedError.CHANGE_UNFIT);
    assertThat(read).isPositive();
  }

  @Test
  @Thorough
  void aHundredThousand() throws IOException {
    mutate(100_000);
    assertThat(refused).hasSizeGreaterThan(4);
  }

  private void mutate(int times) throws IOException {
    Random random = new Random(Seed.ofTheDay());
    for (int i = 0; i < times; i++) {
      OpenRecord record = Frozen.record(Frozen.NAMES.get(random.nextInt(Frozen.NAMES.size())));
      byte[] value = random.nextInt(4) == 0 ? compressed(record.value()) : record.value();
      byte[] key = random.nextInt(3) == 0 ? damaged(record.key(), random) : record.key();
      value = key == record.key() || random.nextBoolean() ? damaged(value, random) : value;
      long begin = System.nanoTime();
      read(key, value);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("mutation " + i)
          .isLessThan(LONGEST);
    }
  }

  private void read(byte[] key, byte[] value) {
    try {
      PROTOCOL.decode(key, value, this::convert);
      read++;
    } catch (MigrationException e) {
      refused.merge((ChangefeedError) e.code(), 1, Integer::sum);
    }
  }

  private void convert(LogMessage message) {
    if (message instanceof LogMessage.Row row) {
      convert(row.before());
      convert(row.after());
    }
  }

  private void convert(CarriedRow row) {
    if (row != null) {
      row.columns().forEach((name, value) -> convert(name, value));
    }
  }

  private void convert(String name, CarriedValue value) {
    ValueConversion conversion = conversions.get(name);
    if (conversion != null && !value.isNull()) {
      assertThat(conversion.of(value)).isNotNull();
    }
  }

  /** The first part of a value, compressed. */
  private static byte[] compressed(byte[] value) throws IOException {
    byte[] part = Snappy.compress(Arrays.copyOfRange(value, 8, value.length));
    byte[] framed = new byte[8 + part.length];
    ByteBuffer.wrap(framed).putLong(part.length).put(part);
    return framed;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    if (copy.length == 0) {
      return copy;
    }
    int at = random.nextInt(copy.length);
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> copy = Arrays.copyOf(copy, at);
      case 3 -> System.arraycopy(copy, 0, copy, at, Math.min(8, copy.length - at));
      default -> copy[at] = "{}[]\",:\\0e-".getBytes(US_ASCII)[random.nextInt(11)];
    }
    return random.nextInt(3) == 0 ? damaged(copy, random) : copy;
  }
}
