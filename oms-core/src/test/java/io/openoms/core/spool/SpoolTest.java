package io.openoms.core.spool;

import static io.openoms.core.spool.SpoolRecords.NOW;
import static io.openoms.core.spool.SpoolRecords.changes;
import static io.openoms.core.spool.SpoolRecords.record;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final long LIMIT = 1L << 30;

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

  @Test
  void aSpoolOfAnUnknownFormatIsRefusedByNameAndKept() {
    byte[] bytes = RecordCodec.encode(record("a", true, 10), new RecordOutput());
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
}
