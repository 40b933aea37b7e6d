package io.openoms.core.spool;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool: an MVStore, whose chunks carry checksums, written by one thread and read
 * by another. No thread of its own is started, as nothing is saved but on command. A file that was
 * being written when the process died is opened as of its last whole chunk.
 */
final class Segment implements AutoCloseable {

  private static final String MAP = "records";
  private static final int CACHE_MIB = 4;

  private final Path file;
  private final MVStore store;
  private final MVMap<Long, byte[]> records;
  private long bytes;

  /**
   * Opens or makes a file.
   *
   * @throws MVStoreException when it is damaged, or another process has it open
   */
  Segment(Path file) {
    this.file = file;
    this.store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MIB)
            .open();
    // Files are deleted as a whole: nothing within them is ever to be found free or used again.
    store.setReuseSpace(false);
    store.setRetentionTime(-1);
    store.setVersionsToKeep(0);
    this.records =
        store.openMap(
            MAP,
            new MVMap.Builder<Long, byte[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    this.bytes = records.isEmpty() ? 0 : store.getFileStore().size();
  }

  void put(long number, byte[] record) {
    records.put(number, record);
    bytes += record.length;
  }

  byte @Nullable [] get(long number) {
    return records.get(number);
  }

  /** The last number; empty files have none: −1. */
  long last() {
    Long last = records.lastKey();
    return last == null ? -1 : last;
  }

  void removeLast() {
    records.remove(last());
  }

  long bytes() {
    return bytes;
  }

  /** Writes to the file what is only in memory. */
  void save() {
    store.commit();
  }

  /** The same, and waits until the disk has it. */
  void sync() {
    store.commit();
    store.sync();
  }

  Path file() {
    return file;
  }

  /** Closes the file without saving. */
  @Override
  public void close() {
    store.closeImmediately();
  }
}
