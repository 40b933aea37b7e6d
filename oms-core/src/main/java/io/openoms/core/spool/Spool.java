package io.openoms.core.spool;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.StoredApply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A queue on disk: records by number, in files that are deleted as soon as all of their records are
 * released. One thread appends, another one reads and releases; thread-safe.
 *
 * <p>Opened again after a crash it ends with the last record that had reached the file and ends at
 * a transaction's end; what is behind it is captured again.
 *
 * <p>Its lock is no monitor: a virtual thread that waits for a monitor, or for the disk within one,
 * keeps its carrier thread from all others up to JDK 23.
 */
public final class Spool implements AutoCloseable {

  private static final String BROKEN = "broken";
  private static final String SUFFIX = ".spool";
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final long UNSAVED_BYTES = 4L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Path directory;
  private final long maxBytes;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private final RecordOutput output = new RecordOutput();
  private long next;
  private long unsaved;
  private volatile long durable;
  private boolean closed;

  private Spool(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /**
   * Opens what is there, or begins an empty spool.
   *
   * @param directory a directory of its own
   * @throws MigrationException SPOOL_BROKEN when files are damaged, in use or cannot be written;
   *     SPOOL_FORMAT_UNKNOWN when another version of this library wrote them
   */
  public static Spool open(Path directory, long maxBytes) {
    Spool spool = new Spool(directory, maxBytes);
    try {
      SpoolDirectory.prepare(directory);
      if (Files.exists(directory.resolve(BROKEN))) {
        throw broken("the spool in " + directory + " was found broken before", null);
      }
      for (Path file : spool.files()) {
        spool.add(file);
      }
      spool.dropUnfinished();
      if (spool.segments.isEmpty()) {
        // Its lock keeps others out, from before the first record.
        spool.begin();
      }
      spool.durable = spool.next;
      return spool;
    } catch (MigrationException e) {
      spool.close();
      throw e;
    } catch (IOException | UncheckedIOException | MVStoreException | IllegalArgumentException e) {
      // The last one: the directory was deleted meanwhile, by an engine that was overtaken.
      spool.close();
      throw broken("the spool in " + directory + " cannot be opened", e);
    }
  }

  /** Whether a spool could not be opened because another engine has it open. */
  public static boolean isHeld(MigrationException error) {
    return error.getCause() instanceof MVStoreException cause
        && cause.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
  }

  /**
   * Deletes the spool of what is stored of following, where there is one.
   *
   * @param parent the directory of all spools
   */
  public static void remove(Path parent, Optional<StoredApply> stored) {
    stored
        .map(StoredApply::spoolId)
        .filter(SpoolDirectory::isId)
        .ifPresent(id -> remove(SpoolDirectory.of(parent, id)));
  }

  /** Deletes a spool, if there is one, damaged or not. An engine that was overtaken loses it. */
  public static void remove(Path directory) {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      SpoolDirectory.delete(directory);
    } catch (IOException e) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw broken("the spool in " + directory + " cannot be deleted", e);
      }
      // An engine that was overtaken, or the one that overtook, has deleted it meanwhile.
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing(Spool::firstNumber))
          .toList();
    }
  }

  private static long firstNumber(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  private void add(Path file) {
    Segment segment = new Segment(file);
    segments.put(firstNumber(file), segment);
    next = Math.max(firstNumber(file), segment.last() + 1);
  }

  /** What ends within a transaction is told again by the source, in other portions perhaps. */
  private void dropUnfinished() {
    boolean more = !segments.isEmpty();
    while (more) {
      Segment segment = segments.lastEntry().getValue();
      while (segment.last() >= 0 && record(segment, segment.last()).end().isEmpty()) {
        segment.removeLast();
      }
      next = Math.max(segments.lastKey(), segment.last() + 1);
      more = segment.last() < 0 && segments.size() > 1;
      if (more) {
        delete(segments.pollLastEntry());
      }
    }
  }

  /**
   * Appends a record.
   *
   * @return its number
   * @throws MigrationException SPOOL_FULL when the limit is reached; the record is not taken
   */
  public long append(SpoolRecord record) {
    lock.lock();
    try {
      return append(RecordCodec.encode(record, output));
    } finally {
      lock.unlock();
    }
  }

  private long append(byte[] bytes) {
    requireOpen();
    if (bytes() + bytes.length > maxBytes) {
      throw new MigrationException(
          EngineError.SPOOL_FULL,
          ErrorContext.none(),
          "the spool in "
              + directory
              + " has reached its limit of "
              + maxBytes
              + " bytes; raise it, or find out why the sink takes no changes, and start again");
    }
    try {
      Segment segment = last();
      segment.put(next, bytes);
      unsaved += bytes.length;
      if (unsaved >= UNSAVED_BYTES) {
        segment.save();
        unsaved = 0;
      }
    } catch (MVStoreException e) {
      throw broken("the spool in " + directory + " takes no more records", e);
    }
    changed.signalAll();
    return next++;
  }

  private Segment last() {
    Map.Entry<Long, Segment> last = segments.lastEntry();
    if (last == null || last.getValue().bytes() >= SEGMENT_BYTES) {
      if (last != null) {
        last.getValue().sync();
        durable = next;
      }
      return begin();
    }
    return last.getValue();
  }

  private Segment begin() {
    Path file = directory.resolve(String.format("%019d", next) + SUFFIX);
    try {
      SpoolDirectory.createFile(file);
    } catch (IOException e) {
      throw broken("the spool cannot make " + file, e);
    }
    Segment fresh = new Segment(file);
    segments.put(next, fresh);
    return fresh;
  }

  /**
   * The record of that number; null when it is not there (yet).
   *
   * @throws MigrationException SPOOL_BROKEN when it cannot be read; the spool is then marked, so
   *     that it is not opened again and the source is asked instead
   */
  public @Nullable SpoolRecord get(long number) {
    lock.lock();
    try {
      return find(number);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SpoolRecord find(long number) {
    requireOpen();
    Map.Entry<Long, Segment> segment = segments.floorEntry(number);
    if (number >= next || segment == null) {
      return null;
    }
    try {
      return record(segment.getValue(), number);
    } catch (MigrationException e) {
      if (e.code() == EngineError.SPOOL_BROKEN) {
        mark(e);
      }
      throw e;
    }
  }

  private void mark(MigrationException broken) {
    try {
      Files.writeString(directory.resolve(BROKEN), broken.getMessage());
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
  }

  private static SpoolRecord record(Segment segment, long number) {
    try {
      byte[] bytes = segment.get(number);
      if (bytes == null) {
        throw broken("the spool has lost its record " + number, null);
      }
      return RecordCodec.decode(bytes);
    } catch (MVStoreException | UncheckedIOException e) {
      throw broken("the spool's record " + number + " cannot be read", e);
    }
  }

  /** Waits for a moment until there is a record of that number. */
  public void await(long number, long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && number >= next && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The number that the next record gets. */
  public long next() {
    return locked(() -> next);
  }

  /** The disk has all records before this number: it has confirmed them. */
  public long durable() {
    return durable;
  }

  /** The number of the first record that is still there; {@link #next()} when there is none. */
  public long first() {
    return locked(() -> segments.isEmpty() ? next : Math.min(next, segments.firstKey()));
  }

  private long locked(LongSupplier question) {
    lock.lock();
    try {
      return question.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /** Records before that number are not needed any more. */
  public void release(long before) {
    lock.lock();
    try {
      while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= before) {
        delete(segments.pollFirstEntry());
      }
    } finally {
      lock.unlock();
    }
  }

  private static void delete(Map.@Nullable Entry<Long, Segment> entry) {
    if (entry != null) {
      entry.getValue().close();
      try {
        Files.deleteIfExists(entry.getValue().file());
      } catch (IOException e) {
        throw broken("the spool cannot delete " + entry.getValue().file(), e);
      }
    }
  }

  /** Waits until the disk has all records. */
  public void sync() {
    lock.lock();
    try {
      requireOpen();
      if (!segments.isEmpty()) {
        segments.lastEntry().getValue().sync();
      }
      unsaved = 0;
      durable = next;
    } catch (MVStoreException e) {
      throw broken("the spool in " + directory + " cannot be synchronized", e);
    } finally {
      lock.unlock();
    }
  }

  /** Bytes on disk, roughly. */
  public long bytes() {
    return locked(() -> segments.values().stream().mapToLong(Segment::bytes).sum());
  }

  /** Gives the files back, as they were saved last. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        segments.values().forEach(Segment::close);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the spool and deletes it. */
  public void delete() {
    close();
    remove(directory);
  }

  private void requireOpen() {
    if (closed) {
      throw broken("the spool in " + directory + " is closed", null);
    }
  }

  private static MigrationException broken(String what, @Nullable Exception cause) {
    String why = cause instanceof IOException ? ": " + cause.getMessage() : "";
    for (Throwable beneath = cause; beneath != null; beneath = beneath.getCause()) {
      if (beneath instanceof OutOfMemoryError) {
        return new MigrationException(
            EngineError.MEMORY_EXHAUSTED,
            ErrorContext.none(),
            what + ": the JVM is out of memory; give it more, and start again",
            cause);
      }
    }
    return new MigrationException(EngineError.SPOOL_BROKEN, ErrorContext.none(), what + why, cause);
  }
}
