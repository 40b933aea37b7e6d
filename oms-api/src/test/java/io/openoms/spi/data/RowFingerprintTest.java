package io.openoms.spi.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFingerprintTest {

  private static final ColumnType TEXT = new ColumnType.Text(false, OptionalLong.empty());
  private static final List<ColumnDefinition> ALL =
      List.of(
          column("n", new ColumnType.Decimal(OptionalInt.of(9), 2, true)),
          column("f", new ColumnType.Floating(64, true)),
          column("at", new ColumnType.Timestamp(6, false)),
          column("t", TEXT),
          column("b", new ColumnType.Bytes(false, OptionalLong.empty())));

  @Test
  void theParts() throws Exception {
    assertThat(text(ALL, "-12.50", "-0.1", "2001-02-03 04:05:06.000007", "é", "x:1,"))
        .isEqualTo(hash("-12.50,9A9999999999B9BF,2001-02-03 04:05:06.000007,2:é4:x:1,"));
    assertThat(text(ALL, null, null, null, null, null)).isEqualTo(hash("N,N,N,N,N,"));
  }

  @Test
  void aDoubleByItsBits() {
    List<ColumnDefinition> columns = ALL.subList(1, 2);

    assertThat(text(columns, "0.00001")).isEqualTo(text(columns, "1e-5"));
    assertThat(text(columns, "-0")).isEqualTo(text(columns, "-0e0"));
    assertThat(text(columns, "-0")).isNotEqualTo(text(columns, "0"));
    assertThat(text(columns, "1.0000000000000002")).isNotEqualTo(text(columns, "1"));
  }

  @Test
  void aDigestedColumn() throws Exception {
    List<ColumnDefinition> columns = List.of(column("t", TEXT), column("u", TEXT));
    FingerprintRead read = read(columns, "t");
    String large = "é".repeat(5_000);

    assertThat(Long.toUnsignedString(new RowFingerprint(read).of(batch(columns, large, large), 0)))
        .isEqualTo(hash("10000:" + hex(large) + "10000:" + large));
    assertThat(Long.toUnsignedString(new RowFingerprint(read).of(batch(columns, null, ""), 0)))
        .isEqualTo(hash("N,0:"));
  }

  @Test
  void itsMemoryHoldsNothingOfTheRowBefore() {
    List<ColumnDefinition> columns = List.of(column("t", TEXT));
    RowFingerprint fingerprints = new RowFingerprint(read(columns));
    RowBatch rows = batch(columns, "x".repeat(9_000), "a", null, "a");

    assertThat(fingerprints.of(rows, 1)).isEqualTo(fingerprints.of(rows, 3));
    fingerprints.of(rows, 0);
    assertThat(fingerprints.of(rows, 1)).isEqualTo(new RowFingerprint(read(columns)).of(rows, 1));
    assertThat(fingerprints.of(rows, 2)).isNotEqualTo(fingerprints.of(rows, 1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "-, \"\"",
        "-, NULL",
        "\"\", NULL",
        "-, \"N,\"",
        "a, A",
        "a, \"a \"",
        "a, \"a\0\"",
        "a, á"
      })
  void valuesThatOnlyLookAlike(String one, String other) {
    List<ColumnDefinition> columns = List.of(column("t", TEXT), column("u", TEXT));

    assertThat(text(columns, one, "x")).isNotEqualTo(text(columns, other, "x"));
    assertThat(text(columns, one, other)).isNotEqualTo(text(columns, other, one));
  }

  @Test
  void movedSeparators() {
    List<ColumnDefinition> columns = List.of(column("t", TEXT), column("u", TEXT));

    assertThat(text(columns, "a", "b:c")).isNotEqualTo(text(columns, "a:b", "c"));
    assertThat(text(columns, "1:a", "")).isNotEqualTo(text(columns, "", "1:a"));
    assertThat(text(columns, "N,", null)).isNotEqualTo(text(columns, null, "N,"));
  }

  private static String text(List<ColumnDefinition> columns, String... row) {
    return Long.toUnsignedString(new RowFingerprint(read(columns)).of(batch(columns, row), 0));
  }

  private static RowBatch batch(List<ColumnDefinition> columns, String... values) {
    RowBatch.Builder batch = new RowBatches(new BatchLimits(100, 1 << 20)).begin(columns);
    for (String value : values) {
      if (value == null) {
        batch.addNull();
      } else {
        batch.add(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return batch.build();
  }

  private static FingerprintRead read(List<ColumnDefinition> columns, String... digested) {
    TableDefinition table =
        new TableDefinition(
            new ObjectName("d", "t"),
            columns,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            0);
    return new FingerprintRead(
        new TableRead(table, columns, List.of(), Optional.empty()), Set.of(digested));
  }

  /** By the words of the definition. */
  private static String hash(String parts) throws Exception {
    return new BigInteger(hex(parts).substring(0, 16), 16).toString();
  }

  private static String hex(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static ColumnDefinition column(String name, ColumnType type) {
    return ColumnDefinition.of(name, DataType.of(type, new Dialect("any"), "any"), true);
  }
}
