package io.openoms.core.verify.report;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.file.PrivateFiles;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.data.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one verification's files, made with the first difference: {@code
 * PROJECT-20261129T101500Z}. Thread-safe; blocks on the disk.
 */
public final class ReportDirectory {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path parent;
  private final String name;
  private final Set<String> names = new HashSet<>();
  private @Nullable Path made;

  /** In a directory that is made when needed. */
  public ReportDirectory(Path parent, String project, Instant began) {
    this.parent = parent;
    this.name = FileNames.of(project) + "-" + TIME.format(began);
  }

  /** The files of a table; none is made before a row differs. */
  public TableFiles files(
      TableDefinition table, List<String> key, Optional<CorrectionScript> script) {
    return new TableFiles(this, table, key, script);
  }

  /** Where the files are; empty when there are none. */
  public synchronized Optional<Path> path() {
    return Optional.ofNullable(made);
  }

  /** The directory; when another one of its name is there, it gets a number. */
  synchronized Path make() throws IOException {
    Path there = made;
    if (there == null) {
      PrivateFiles.createDirectories(parent);
      there = makeNew();
      made = there;
    }
    return there;
  }

  /** Two verifications may begin in one second. */
  private Path makeNew() throws IOException {
    Path next = parent.resolve(name);
    for (int number = 2; !PrivateFiles.createDirectory(next); number++) {
      next = parent.resolve(name + "-" + number);
    }
    return next;
  }

  /** A file's name for a table; names that differ in case only get a number. */
  synchronized String name(ObjectName table) {
    String plain = FileNames.of(table.database()) + "." + FileNames.of(table.name());
    String free = plain;
    for (int number = 2; !names.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = plain + "-" + number;
    }
    return free;
  }

  /** Something that writes. */
  interface Writing {
    void write() throws IOException;
  }

  void writing(Writing work) {
    try {
      work.write();
    } catch (IOException e) {
      throw new MigrationException(
          EngineError.REPORT_NOT_WRITTEN,
          ErrorContext.none(),
          "writing to " + parent + " failed: " + e.getMessage(),
          e);
    }
  }
}
