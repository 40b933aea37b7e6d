package io.openoms.core.spool;

import static io.openoms.core.spool.SpoolRecords.NOW;
import static io.openoms.core.spool.SpoolRecords.changes;
import static io.openoms.core.spool.SpoolRecords.record;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  /**
   * Format 2 lacks the versions, eight bytes of each event of changes; and the last byte, which
   * says whether definitions change.
   */
  @Test
  void aSpoolOfBeforeVersionsWereCountedIsReadWithVersionZero() throws IOException {
    byte[] bytes = RecordCodec.encode(record("a", true, 10), new RecordOutput());
    ByteBuffer name = ByteBuffer.allocate(10).putInt(1).put((byte) 'd').putInt(1).put((byte) 't');
    int version = new String(bytes, ISO_8859_1).indexOf(new String(name.array(), ISO_8859_1)) + 10;
    byte[] old = new byte[bytes.length - Long.BYTES - 1];
    System.arraycopy(bytes, 0, old, 0, version);
    System.arraycopy(bytes, version + Long.BYTES, old, version, old.length - version);
    old[0] = 2;

    ChangeEvent.Changes read = (ChangeEvent.Changes) RecordCodec.decode(old).events().get(1);

    assertThat(read).isEqualTo(changes(0, 10));
  }

  @Test
  void aSpoolOfBeforeDefinitionsWereFollowedIsRead() {
    SpoolRecord record = record("a", true, 10);
    byte[] bytes = RecordCodec.encode(record, new RecordOutput());
    byte[] old = Arrays.copyOf(bytes, bytes.length - 1);
    old[0] = 3;

    assertThat(RecordCodec.decode(old)).isEqualTo(record);
  }

  @Test
  void aSpoolOfBeforeGeneratedValuesWereToldIsRead() {
    SpoolRecord record = record("a", true, 10);
    byte[] old = RecordCodec.encode(record, new RecordOutput());
    old[0] = 5;

    assertThat(RecordCodec.decode(old)).isEqualTo(record);
  }

  @Test
  void whatTheSourceHasComputedIsReadAgain() {
    RowImage.Builder values = new RowImage.Builder(2);
    values.add(new byte[] {1, 2});
    values.addAbsent();
    RowImage computed = values.build();
    ChangeEvent.Changes plain = changes(1, 10);
    RowImage after = after(plain, 0);
    ChangeEvent.Changes told =
        new ChangeEvent.Changes(
            plain.table(),
            1,
            List.of(new RowChange(null, after.withComputed(computed)), plain.changes().get(0)));
    SpoolRecord record =
        new SpoolRecord(List.of(told), 2, 0, 10, Optional.empty(), NOW, Optional.empty());

    ChangeEvent.Changes read =
        (ChangeEvent.Changes)
            RecordCodec.decode(RecordCodec.encode(record, new RecordOutput())).events().get(0);

    assertThat(after(read, 0).computed()).contains(computed);
    assertThat(after(read, 1).computed()).isEmpty();
    assertThat(read).isEqualTo(told);
  }

  /** Written out by hand, so that a spool of an earlier version of this library stays readable. */
  @Test
  void theBytesOfARecordAreThoseOfFormatSix() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    RowImage.Builder row = new RowImage.Builder(3);
    row.add(new byte[] {7, 8});
    row.addNull();
    row.addAbsent();
    RowImage image = row.build();
    SpoolRecord record =
        new SpoolRecord(
            List.of(
                new ChangeEvent.Begun("é:1"),
                new ChangeEvent.Changes(
                    new ObjectName("d", "t"), 5, List.of(new RowChange(image, image)), false),
                new ChangeEvent.Changes(
                    new ObjectName("d", "t"), 5, List.of(new RowChange(null, image)), true),
                new ChangeEvent.Committed("é:1", NOW)),
            2,
            1,
            99,
            Optional.of(new Position("x")),
            NOW);
    out.writeByte(6);
    out.writeInt(2);
    out.writeInt(1);
    out.writeInt(99);
    out.writeBoolean(true);
    text(out, "x");
    instant(out);
    out.writeInt(4);
    out.writeByte(1);
    text(out, "é:1");
    head(out, false);
    out.writeByte(1 | 2);
    row(out);
    row(out);
    head(out, true);
    out.writeByte(2);
    row(out);
    out.writeByte(3);
    text(out, "é:1");
    instant(out);
    out.writeBoolean(false);

    assertThat(RecordCodec.encode(record, new RecordOutput())).isEqualTo(bytes.toByteArray());
    assertThat(RecordCodec.decode(bytes.toByteArray())).isEqualTo(record);
  }

  private static void head(DataOutputStream out, boolean foreignKeys) throws IOException {
    out.writeByte(2);
    text(out, "d");
    text(out, "t");
    out.writeLong(5);
    out.writeBoolean(foreignKeys);
    out.writeInt(1);
  }

  private static void row(DataOutputStream out) throws IOException {
    out.writeInt(3);
    out.writeInt(2);
    out.writeInt(2 | 1 << 30);
    out.writeInt(2 | 1 << 31);
    out.write(new byte[] {7, 8});
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void instant(DataOutputStream out) throws IOException {
    out.writeLong(NOW.getEpochSecond());
    out.writeInt(NOW.getNano());
  }

  @Test
  void oneOutputWritesRecordsOfAllSizesAndTables() {
    RecordOutput out = new RecordOutput();
    for (int bytes : new int[] {1, 5 << 20, 1, 70_000, 3}) {
      SpoolRecord record = record("a" + bytes, true, bytes);
      assertThat(RecordCodec.decode(RecordCodec.encode(record, out))).isEqualTo(record);
    }
    SpoolRecord tables =
        new SpoolRecord(
            Stream.of("t", "u", "u", "t")
                .<ChangeEvent>map(name -> changes(new ObjectName("d", name), 1, 10))
                .toList(),
            12,
            0,
            10,
            Optional.empty(),
            NOW);
    assertThat(RecordCodec.decode(RecordCodec.encode(tables, out))).isEqualTo(tables);
  }

  @Test
  void aRecordThatEndsTooEarlyIsRefused() {
    byte[] bytes = RecordCodec.encode(record("a", true, 10), new RecordOutput());
    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> RecordCodec.decode(cut)).isInstanceOf(UncheckedIOException.class);
    }
  }

  /** Whatever a damaged record gives, it takes no more memory than its bytes call for. */
  @Test
  void aDamagedRecordIsRefusedOrReadAsAnother() {
    byte[] bytes = RecordCodec.encode(record("a", true, 10), new RecordOutput());
    for (int at = 1; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x7f;
      try {
        assertThat(RecordCodec.decode(damaged)).isNotNull();
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessageContaining("not as it was written");
      }
    }
  }

  private static RowImage after(ChangeEvent.Changes changes, int number) {
    return Objects.requireNonNull(changes.changes().get(number).after());
  }

  @Test
  void aChangeOfDefinitionsIsReadAgain() {
    SpooledDdl ddl =
        new SpooledDdl(
            "uuid:7",
            new DdlStatement("shop", "ALTER TABLE é ADD w INT", Set.of("ANSI_QUOTES")),
            NOW,
            List.of(
                new SpooledDdl.Changed(new ObjectName("shop", "é"), 1, 2),
                new SpooledDdl.Changed(new ObjectName("shop", "t"), 4, 4)));
    SpoolRecord record = SpoolRecord.of(ddl, new Position("x"), NOW);
    byte[] bytes = RecordCodec.encode(record, new RecordOutput());

    assertThat(RecordCodec.decode(bytes)).isEqualTo(record);
    bytes[0] = 4;
    assertThat(RecordCodec.decode(bytes)).isEqualTo(record);
  }

  @Test
  void deletesOfSeveralRowsAreReadAsTheyWereWritten() {
    RowImage row = Objects.requireNonNull(changes(1, 10).changes().get(0).after());
    List<RowChange> removals =
        Stream.of(RowChange.Extent.values())
            .map(extent -> new RowChange(row, null, extent))
            .toList();
    SpoolRecord written =
        new SpoolRecord(
            List.of(
                new ChangeEvent.Begun("a"),
                new ChangeEvent.Changes(new ObjectName("d", "t"), 1, removals)),
            3,
            0,
            10,
            Optional.empty(),
            NOW);

    assertThat(RecordCodec.decode(RecordCodec.encode(written, new RecordOutput())))
        .isEqualTo(written);
  }
}
