package io.openoms.tck;

import io.openoms.ObjectName;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A source's log from the moment of its making on, as tests look at it. One thread. */
final class LogTail implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int BATCH_BYTES = 1 << 16;

  private final EndpointSession session;
  private final ChangeLog log;
  private Position start;

  /** A transaction as it was told. */
  record Told(String id, Instant committedAt, List<Change> changes) {}

  /** A row's change and its table. */
  record Change(String table, RowChange row) {}

  LogTail(Endpoint source) {
    this.session = source.open(new EndpointOptions("tail", 3, "unused"));
    this.log = session.changeLog().orElseThrow();
    here();
  }

  /** Reading begins here. */
  void here() {
    start = log.current().orElseThrow();
  }

  void from(Position position) {
    start = position;
  }

  Position start() {
    return start;
  }

  ChangeLog log() {
    return log;
  }

  /** The tables as they are now, in the columns that a project would take. */
  List<CapturedTable> tables(String database, String... names) {
    return Arrays.stream(names).map(name -> table(database, name)).toList();
  }

  CapturedTable table(String database, String name) {
    ObjectName of = new ObjectName(database, name);
    Catalog catalog = session.catalog().orElseThrow();
    TableDefinition table = catalog.definition(of, catalog.definitionText(of).orElseThrow());
    return new CapturedTable(1, table, Optional.empty(), table.storedColumns());
  }

  ChangeReader open(List<CapturedTable> tables) {
    return log.open(new ChangeRequest(start, tables, BATCH_BYTES));
  }

  /** Every transaction up to the log's end; the next call begins behind them. */
  List<Told> read(List<CapturedTable> tables) {
    try (ChangeReader reader = open(tables)) {
      List<Told> told = new ArrayList<>();
      List<Change> changes = new ArrayList<>();
      while (true) {
        ChangeEvent event = reader.next(WAIT);
        if (event instanceof ChangeEvent.Changes some) {
          some.changes().forEach(row -> changes.add(new Change(some.table().name(), row)));
        } else if (event instanceof ChangeEvent.SchemaChanged change) {
          throw DefinitionChanges.refusal(change);
        } else if (event instanceof ChangeEvent.Committed end) {
          told.add(new Told(end.id(), end.committedAt(), List.copyOf(changes)));
          changes.clear();
        } else if (event instanceof ChangeEvent.Idle idle && idle.atEnd()) {
          start = reader.position();
          return told;
        }
      }
    }
  }

  /** Where reading would begin anew behind each transaction up to the log's end. */
  List<Position> positions(List<CapturedTable> tables) {
    try (ChangeReader reader = open(tables)) {
      List<Position> positions = new ArrayList<>();
      while (true) {
        ChangeEvent event = reader.next(WAIT);
        if (event instanceof ChangeEvent.SchemaChanged change) {
          throw DefinitionChanges.refusal(change);
        } else if (event instanceof ChangeEvent.Committed) {
          positions.add(reader.position());
        } else if (event instanceof ChangeEvent.Idle idle && idle.atEnd()) {
          return positions;
        }
      }
    }
  }

  /** The changes of all transactions up to the log's end. */
  List<RowChange> changes(CapturedTable table) {
    return read(List.of(table)).stream()
        .flatMap(told -> told.changes().stream())
        .map(Change::row)
        .toList();
  }

  /** The rows of a table as the snapshot tells them. */
  List<RowImage> snapshot(CapturedTable table) {
    TableDefinition definition = table.definition();
    List<ColumnDefinition> key = definition.copyKey();
    TableRead read = new TableRead(definition, table.columns(), key, Optional.empty());
    RowBatches batches = new RowBatches(new BatchLimits(1_000, 1 << 20));
    List<RowImage> rows = new ArrayList<>();
    try (RowReader reader =
        session.snapshot().orElseThrow().read(read, ChunkRange.all(), batches)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          rows.add(row(batch, row));
        }
      }
    }
    return rows;
  }

  private static RowImage row(RowBatch batch, int row) {
    RowImage.Builder builder = new RowImage.Builder(batch.columns().size());
    for (int column = 0; column < batch.columns().size(); column++) {
      if (batch.isNull(row, column)) {
        builder.addNull();
      } else {
        builder.add(batch.data(), batch.offset(row, column), batch.length(row, column));
      }
    }
    return builder.build();
  }

  @Override
  public void close() {
    session.close();
  }
}
