package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the rows of tables in chunks of the database's own key order. Thread-safe; each splitter
 * and reader takes one connection for as long as it is open and belongs to one thread.
 */
public interface SnapshotSource {

  /**
   * Fails when the read cannot be done, such as for a row filter that the server does not
   * understand. Called once per table before anything starts. Blocks.
   */
  void validate(TableRead read);

  /**
   * Looks for rows that would be equal in a unique key, were those of its columns compared under
   * those collations of another server. Blocks as long as a look at all rows takes.
   *
   * @param collations column to the collation of the other server
   */
  default KeyCollisions collisions(
      TableRead read, IndexDefinition key, Map<String, String> collations) {
    return KeyCollisions.unknown();
  }

  /**
   * Walks the table's key order.
   *
   * @param after where an earlier walk stopped; empty to begin
   * @param chunkRows rows between two bounds
   */
  ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows);

  /**
   * A key that {@link #splitter} gave, in the canonical bytes of {@link
   * io.openoms.spi.data.ValueForm}, so that another server can cut its rows there. Such a server is
   * given key columns without a character set. Only strings of bits are given as a {@link
   * io.openoms.spi.data.ValueForm#NUMBER}. May block.
   */
  default KeyTuple canonical(TableRead read, KeyTuple bound) {
    return bound;
  }

  /**
   * Opens a stream over the rows of one chunk as they are now, in key order where there is a key.
   * Blocks.
   */
  RowReader read(TableRead read, ChunkRange range, RowBatches batches);

  /**
   * Opens a stream over the rows that are there now under those keys, without a lock. Rows whose
   * keys the server only holds equal (by a collation) may be among them. Blocks.
   *
   * @param keys values of the key's columns, none NULL; some hundred at the most
   */
  RowReader find(TableRead read, RowBatch keys, RowBatches batches);

  /**
   * Fixes one state of these tables, to be read at once or one after another. Blocks, also on
   * transactions that use the tables; for writers the tables are locked no longer than the source
   * needs.
   *
   * @param tables at least one
   * @throws io.openoms.error.MigrationException when that takes too long; it can be retried
   */
  ReadPoint readPoint(List<TableRead> tables);

  /**
   * As {@link #readPoint}, for many tables of a source that is at work: nobody is kept from writing
   * and nobody is waited for, and the position is given only where it is known without that.
   * Without a position rows need not even be of one moment, as by default.
   */
  default ReadPoint sharedPoint(List<TableRead> tables) {
    return new ReadPoint() {
      @Override
      public Optional<Position> position() {
        return Optional.empty();
      }

      @Override
      public String whyNoPosition() {
        return "tables are read one after another";
      }

      @Override
      public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
        return SnapshotSource.this.read(read, range, batches);
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  /**
   * Whether rows of a table refer to rows that are not there, as they may where foreign keys were
   * not checked for a time. Another server that checks them refuses such a key. Blocks as long as
   * the server looks at all rows.
   *
   * @return false also where the server never holds such rows, or cannot be asked
   */
  default boolean hasOrphans(ObjectName table, ForeignKeyDefinition key) {
    return false;
  }
}
