package io.openoms.tidb.log.window;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.row.KeyedChange;
import io.openoms.tidb.log.row.TableRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What committed at one timestamp, each change once, however often it was written. Several
 * transactions may share a timestamp; their rows are others. One thread.
 */
public final class FeedTransaction {

  private static final int OVERHEAD = 200;

  /** First rows that go, then rows that change, then rows that come. */
  private static final Comparator<Change> ORDER =
      Comparator.comparing(
          change ->
              switch (change.keyed().change().kind()) {
                case DELETE -> 0;
                case UPDATE -> 1;
                case INSERT -> 2;
              });

  private final long timestamp;
  private final Map<Identity, Change> changes = new LinkedHashMap<>();
  private final Map<String, LogMessage.Definition> definitions = new LinkedHashMap<>();
  private final Map<Integer, Long> offsets = new HashMap<>();
  private @Nullable MigrationException fault;
  private long weight;

  /** A change and the definition that decoded it. */
  public record Change(TableRows table, KeyedChange keyed) {}

  /** By what one change is told from another one of the same timestamp. */
  private record Identity(ObjectName table, OptionalLong partition, boolean isNew, RowImage key) {}

  FeedTransaction(long timestamp) {
    this.timestamp = timestamp;
  }

  /** The commit's timestamp. */
  public long timestamp() {
    return timestamp;
  }

  /** Notes where a message of it lies. */
  void lies(int partition, long offset) {
    offsets.merge(partition, offset, Math::min);
  }

  /** The first offset of its messages in each partition. */
  public Map<Integer, Long> offsets() {
    return offsets;
  }

  /**
   * Adds a change, unless it is there.
   *
   * @return the bytes of memory that it takes
   * @throws MigrationException when it is there with other values
   */
  int add(TableRows table, OptionalLong partition, KeyedChange keyed) {
    Identity identity = new Identity(table.name(), partition, !keyed.isDelete(), keyed.key());
    Change known = changes.putIfAbsent(identity, new Change(table, keyed));
    if (known == null) {
      int bytes = keyed.change().weight() + keyed.key().weight() + OVERHEAD;
      weight += bytes;
      return bytes;
    }
    if (!known.keyed().equals(keyed)) {
      throw new MigrationException(
          ChangefeedError.CHANGES_CONTRADICT,
          ErrorContext.of(table.name()).withPosition("tso " + timestamp),
          "two messages tell the change of one row with different values");
    }
    return 0;
  }

  /** Adds a statement, unless it is there: it is written to all partitions. */
  void add(LogMessage.Definition definition) {
    definitions.putIfAbsent(definition.statement(), definition);
  }

  /**
   * Notes that a change cannot be decoded. It is thrown when the transaction's turn comes: a
   * statement before it may have changed the definition.
   */
  void fail(MigrationException cause) {
    if (fault == null) {
      fault = cause;
    }
  }

  /** Why a change of it cannot be decoded; null when all can. */
  public @Nullable MigrationException fault() {
    return fault;
  }

  /** The changes, in the order in which they can be applied. */
  public List<Change> changes() {
    List<Change> ordered = new ArrayList<>(changes.values());
    ordered.sort(ORDER);
    return ordered;
  }

  /** The statements that changed definitions: after the rows of the same timestamp. */
  public Collection<LogMessage.Definition> definitions() {
    return definitions.values();
  }

  /** Bytes of memory that it takes, roughly. */
  long weight() {
    return weight;
  }
}
