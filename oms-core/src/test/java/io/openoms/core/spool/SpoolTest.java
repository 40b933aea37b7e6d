package io.openoms.core.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final long LIMIT = 1L << 30;
  private static final Instant NOW = Instant.ofEpochSecond(9);

  @TempDir Path directory;

  @Test
  void whatWasAppendedIsReadAgainAlsoByTheNextProcess() {
    SpoolRecord first = record("a", true, 10);
    SpoolRecord second = record("b", true, 10);
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.append(first)).isZero();
      assertThat(spool.append(second)).isEqualTo(1);
      assertThat(spool.get(0)).isEqualTo(first);
      spool.sync();
    }
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.get(0)).isEqualTo(first);
      assertThat(spool.get(1)).isEqualTo(second);
      assertThat(spool.get(2)).isNull();
      assertThat(spool.next()).isEqualTo(2);
    }
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    Path place = directory.resolve("state").resolve("spools").resolve("one");
    try (Spool spool = Spool.open(place, LIMIT)) {
      spool.append(record("a", true, 10));
      spool.sync();
      assertThat(Files.getPosixFilePermissions(place.getParent())).isEqualTo(rights("rwx------"));
      assertThat(Files.getPosixFilePermissions(place)).isEqualTo(rights("rwx------"));
      try (Stream<Path> files = Files.list(place)) {
        for (Path file : files.toList()) {
          assertThat(Files.getPosixFilePermissions(file)).isEqualTo(rights("rw-------"));
        }
      }
    }
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    Spool.open(place, LIMIT).close();
    assertThat(Files.getPosixFilePermissions(place)).isEqualTo(rights("rwx------"));
  }

  private static Set<PosixFilePermission> rights(String text) {
    return PosixFilePermissions.fromString(text);
  }

  @Test
  void aLinkIsRefusedAndWhatItPointsToStays() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Path precious = Files.createFile(other.resolve("precious"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), other);

    assertThatThrownBy(() -> Spool.open(link, LIMIT)).hasMessageContaining("SPOOL_BROKEN");
    assertThatThrownBy(() -> Spool.remove(link)).hasMessageContaining("is a link");
    assertThat(precious).exists();
  }

  @Test
  void aNameThatThisLibraryHasNotMadeIsNoPath() {
    String made = UUID.randomUUID().toString();
    assertThat(SpoolDirectory.of(directory, made)).isEqualTo(directory.resolve(made));
    for (String id :
        List.of("", "..", "../" + made, "/etc", made + "/..", made.toUpperCase(Locale.ROOT))) {
      assertThatThrownBy(() -> SpoolDirectory.of(directory, id))
          .as(id)
          .hasMessageContaining("STATE_DAMAGED");
    }
  }

  @Test
  void whatWasNotSavedIsGoneAndSoIsTheBeginningOfATransaction() {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      spool.append(record("a", true, 10));
      spool.append(record("b", false, 10));
      spool.sync();
      spool.append(record("c", true, 10));
    }
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.next()).isEqualTo(1);
      assertThat(spool.append(record("d", true, 10))).isEqualTo(1);
    }
  }

  @Test
  void filesGoWithTheRecordsThatAreReleased() throws IOException {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      for (int i = 0; i < 80; i++) {
        SpoolRecord record = record("r" + i, true, 512 << 10);
        assertThat(spool.get(spool.append(record))).as("record %s", i).isEqualTo(record);
      }
      long full = spool.bytes();
      List<Long> firstOfFile = firstNumbers();
      assertThat(firstOfFile).hasSizeGreaterThan(2);
      for (long before : List.of(1L, firstOfFile.get(1) - 1, firstOfFile.get(1))) {
        spool.release(before);
        assertThat(spool.get(before)).as("record %s is needed", before).isNotNull();
        assertThat(spool.first()).isEqualTo(before < firstOfFile.get(1) ? 0 : firstOfFile.get(1));
      }
      spool.release(79);
      assertThat(files()).isLessThanOrEqualTo(2);
      assertThat(spool.bytes()).isLessThan(full / 2);
      assertThat(spool.get(79)).isNotNull();
      assertThat(spool.first()).isGreaterThan(0).isLessThanOrEqualTo(79);
    }
  }

  /** The machine may fail at any time: what was told to be on disk is what a copy of it holds. */
  @Test
  void aFileThatIsFullIsOnDiskBeforeTheNextOneBegins(@TempDir Path machine) throws IOException {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      long number = 0;
      while (spool.bytes() < 62L << 20) {
        number = spool.append(record("r", true, 512 << 10));
      }
      spool.sync();
      // The last records of the first file are too few to be saved for their size.
      while (files() < 2) {
        number = spool.append(record("s", true, 100 << 10));
      }
      for (long first : firstNumbers()) {
        Path file = file(first);
        Files.copy(file, machine.resolve(file.getFileName()));
      }
      try (Spool left = Spool.open(machine, LIMIT)) {
        assertThat(left.next()).as("records on disk").isGreaterThanOrEqualTo(number);
        assertThat(left.get(number - 1)).isNotNull();
      }
    }
  }

  private Path file(long first) {
    return directory.resolve(String.format("%019d.spool", first));
  }

  private List<Long> firstNumbers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString().replace(".spool", ""))
          .map(Long::valueOf)
          .sorted()
          .toList();
    }
  }

  @Test
  void aFullSpoolTakesNothingMoreAndSaysSo() {
    try (Spool spool = Spool.open(directory, 4 << 20)) {
      spool.append(record("a", true, 700 << 10));
      assertThatThrownBy(() -> spool.append(record("b", true, 700 << 10)))
          .isInstanceOf(MigrationException.class)
          .extracting(e -> ((MigrationException) e).code())
          .isEqualTo(EngineError.SPOOL_FULL);
      assertThat(spool.next()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedFileAndOneThatIsInUseAreRefused() throws IOException {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      spool.append(record("a", true, 1 << 20));
      spool.sync();
      assertBroken();
    }
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.findFirst().orElseThrow();
      Files.write(file, new byte[(int) Files.size(file)]);
    }
    assertBroken();
  }

  /** Two engines of one project may be at work for a while: one of them is overtaken. */
  @Test
  void aSpoolThatIsOpenIsRefusedToOthersAlsoBeforeItsFirstRecord() {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.next()).isZero();
      assertBroken();
      assertThat(spool.append(record("a", true, 10))).isZero();
    }
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.next()).isZero();
    }
  }

  @Test
  void aSpoolThatHasLostARecordIsNotOpenedAgain() throws IOException {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      // Larger than what is held in memory.
      for (int i = 0; i < 8; i++) {
        spool.append(record("r" + i, true, 1 << 20));
      }
      spool.sync();
      try (Stream<Path> files = Files.list(directory)) {
        Path file = files.findFirst().orElseThrow();
        Files.write(file, new byte[(int) Files.size(file)]);
      }
      assertThatThrownBy(() -> spool.get(0))
          .extracting(e -> ((MigrationException) e).code())
          .isEqualTo(EngineError.SPOOL_BROKEN);
    }
    assertBroken();
    Spool.remove(directory);
    assertThat(directory).doesNotExist();
  }

  @Test
  void noThreadIsStartedAndNothingIsLeftAfterADeletion() {
    Path own = directory.resolve("own");
    int before = Thread.activeCount();
    Spool spool = Spool.open(own, LIMIT);
    spool.append(record("a", true, 1 << 20));
    spool.sync();
    assertThat(Thread.activeCount()).isEqualTo(before);
    spool.delete();
    assertThat(own).doesNotExist();
  }

  @Test
  void changesKeepTheVersionOfTheDefinitionThatDecodedThem() {
    SpoolRecord record = new SpoolRecord(twoVersions(), 6, 1, 60, Optional.empty(), NOW);
    SpoolRecord end = record("end", true, 10);
    try (Spool spool = Spool.open(directory, LIMIT)) {
      spool.append(record);
      spool.append(end);
      spool.sync();
    }
    try (Spool spool = Spool.open(directory, LIMIT)) {
      SpoolRecord read = spool.get(0);
      assertThat(read).isEqualTo(record);
      assertThat(read.events())
          .filteredOn(ChangeEvent.Changes.class::isInstance)
          .extracting(event -> ((ChangeEvent.Changes) event).version())
          .containsExactly(1L, 2L);
    }
  }

  private static List<ChangeEvent> twoVersions() {
    return List.of(new ChangeEvent.Begun("a"), changes(1, 10), changes(2, 10));
  }

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

  @Test
  void aSpoolOfAnUnknownFormatIsRefusedByNameAndKept() {
    byte[] bytes = RecordCodec.encode(record("a", true, 10));
    bytes[0] = 7;
    Path file = directory.resolve(String.format("%019d.spool", 0));
    try (Segment segment = new Segment(file)) {
      segment.put(0, bytes);
      segment.sync();
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Spool.open(directory, LIMIT))
          .hasMessageContaining("format 7")
          .extracting(e -> ((MigrationException) e).code())
          .isEqualTo(EngineError.SPOOL_FORMAT_UNKNOWN);
    }
    assertThat(file).exists();
  }

  @Test
  void recordsCountAsDurableOnceTheDiskHasThem(@TempDir Path machine) throws IOException {
    try (Spool spool = Spool.open(directory, LIMIT)) {
      spool.append(record("a", true, 10));
      assertThat(spool.durable()).isZero();
      spool.sync();
      assertThat(spool.durable()).isEqualTo(1);
      // Saved for its size, but the disk has not confirmed it.
      spool.append(record("b", true, 3 << 20));
      assertThat(spool.durable()).isEqualTo(1);
      while (spool.durable() == 1) {
        spool.append(record("c", true, 1 << 20));
        Path file = file(0);
        Files.copy(file, machine.resolve(file.getFileName()), REPLACE_EXISTING);
      }
      try (Spool left = Spool.open(machine, LIMIT)) {
        assertThat(left.next()).isGreaterThanOrEqualTo(spool.durable());
      }
    }
    try (Spool spool = Spool.open(directory, LIMIT)) {
      assertThat(spool.durable()).isEqualTo(spool.next());
    }
  }

  private void assertBroken() {
    assertThatThrownBy(() -> Spool.open(directory, LIMIT))
        .isInstanceOf(MigrationException.class)
        .extracting(e -> ((MigrationException) e).code())
        .isEqualTo(EngineError.SPOOL_BROKEN);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private static SpoolRecord record(String id, boolean whole, int bytes) {
    return new SpoolRecord(
        List.of(
            new ChangeEvent.Begun(id),
            changes(1, bytes),
            new ChangeEvent.Committed(id, Instant.ofEpochSecond(5, 7))),
        3,
        1,
        3 * bytes,
        whole ? Optional.of(new Position("at " + id)) : Optional.empty(),
        NOW);
  }

  private static ChangeEvent.Changes changes(long version, int bytes) {
    RowImage.Builder row = new RowImage.Builder(4);
    row.add(new byte[bytes]);
    row.addNull();
    row.add("é".getBytes(StandardCharsets.UTF_8));
    row.addAbsent();
    RowImage image = row.build();
    return new ChangeEvent.Changes(
        new ObjectName("d", "t"),
        version,
        List.of(
            new RowChange(null, image), new RowChange(image, null), new RowChange(image, image)));
  }
}
