package io.openoms.postgresql.log.reader;

import io.openoms.postgresql.log.link.ReplicationLink;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.snapshot.LogPoint;
import io.openoms.spi.data.Position;
import java.util.List;
import java.util.UUID;

/**
 * Exports the snapshot of a temporary slot's beginning: it holds the transactions whose commits
 * begin before that place, and no others, also those that other sessions do not see yet. The slot
 * goes with its connection. Thread-safe.
 */
final class SlotSnapshot implements LogPoint {

  private final PostgreSqlLog log;

  SlotSnapshot(PostgreSqlLog log) {
    this.log = log;
  }

  @Override
  public Exported export() {
    LogPosition identity = log.identity();
    ReplicationLink link = new ReplicationLink(log.replication());
    try {
      List<String> row =
          link.ask(
              "CREATE_REPLICATION_SLOT \"openoms_"
                  + UUID.randomUUID().toString().replace('-', '_')
                  + "\" TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT");
      return new Taken(link, row.get(2), identity.at(Lsn.parse(row.get(1))).position());
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** The snapshot holds as long as nothing else is asked of its connection. */
  private record Taken(ReplicationLink link, String snapshot, Position position)
      implements Exported {

    @Override
    public void close() {
      link.close();
    }
  }
}
