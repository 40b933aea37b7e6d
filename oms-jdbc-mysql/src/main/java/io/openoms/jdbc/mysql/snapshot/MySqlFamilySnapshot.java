package io.openoms.jdbc.mysql.snapshot;

import io.openoms.ObjectName;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.ReadFailures;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.split.KeySplitter;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows of a server of the MySQL family over its text protocol. Thread-safe. */
public final class MySqlFamilySnapshot implements SnapshotSource {

  private final Connections connections;
  private final ServerFacts facts;
  private final ReadMoments moments;
  private final ExactSnapshot exact;

  /**
   * Reads over those connections of the server with those facts.
   *
   * @param moments at which rows are read
   * @param log tells where what is read stands in the source's log, where there is one
   */
  public MySqlFamilySnapshot(
      Connections connections,
      ServerFacts facts,
      ReadMoments moments,
      Optional<? extends LogMark> log) {
    this.connections = connections;
    this.facts = facts;
    this.moments = moments;
    this.exact = new ExactSnapshot(connections, log);
  }

  @Override
  public void validate(TableRead read) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      statement.executeQuery(RowQuery.of(read, Optional.of("1 = 0")) + " LIMIT 0").close();
    } catch (SQLException e) {
      throw ReadFailures.ofTrial(connections.failures(), e, read);
    }
  }

  @Override
  public KeyCollisions collisions(
      TableRead read, IndexDefinition key, Map<String, String> collations) {
    return new CollisionQuery(connections, facts, read, key, collations).ask();
  }

  @Override
  public boolean hasOrphans(ObjectName table, ForeignKeyDefinition key) {
    return new OrphanQuery(connections).isAny(table, key);
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    return new KeySplitter(new OffsetWalk(connections, read), read.key(), after, chunkRows);
  }

  @Override
  public KeyTuple canonical(TableRead read, KeyTuple bound) {
    return new CanonicalKey(connections, read).of(bound);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    KeyOrder order = new KeyOrder(read.key());
    String sql = RowQuery.of(read, order.condition(range), moments.now());
    return StreamingReader.alone(
        connections,
        read,
        read.key().isEmpty() ? sql : sql + " ORDER BY " + order.columns(),
        batches);
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    String sql = RowQuery.of(read, Optional.of(KeyCondition.of(keys)), moments.now());
    return StreamingReader.alone(connections, read, sql, batches);
  }

  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    ReadMoment moment = moments.now();
    return moment.canBeNamed()
        ? new MomentPoint(connections, moment)
        : SnapshotPoint.open(connections, exact::open, tables);
  }

  @Override
  public ReadPoint sharedPoint(List<TableRead> tables) {
    ReadMoment moment = moments.now();
    return moment.canBeNamed()
        ? new MomentPoint(connections, moment)
        : SnapshotPoint.open(connections, exact::openUnlocked, tables);
  }
}
