package io.openoms.core.spool;

import static io.openoms.core.spool.SpoolRecords.NOW;
import static io.openoms.core.spool.SpoolRecords.changes;
import static io.openoms.core.spool.SpoolRecords.record;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.io.IOException;
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
    byte[] bytes = RecordCodec.encode(record("a", true, 10));
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
    byte[] bytes = RecordCodec.encode(record);
    byte[] old = Arrays.copyOf(bytes, bytes.length - 1);
    old[0] = 3;

    assertThat(RecordCodec.decode(old)).isEqualTo(record);
  }

  @Test
  void aSpoolOfBeforeGeneratedValuesWereToldIsRead() {
    SpoolRecord record = record("a", true, 10);
    byte[] old = RecordCodec.encode(record);
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
        (ChangeEvent.Changes) RecordCodec.decode(RecordCodec.encode(record)).events().get(0);

    assertThat(after(read, 0).computed()).contains(computed);
    assertThat(after(read, 1).computed()).isEmpty();
    assertThat(read).isEqualTo(told);
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
    byte[] bytes = RecordCodec.encode(record);

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

    assertThat(RecordCodec.decode(RecordCodec.encode(written))).isEqualTo(written);
  }
}
