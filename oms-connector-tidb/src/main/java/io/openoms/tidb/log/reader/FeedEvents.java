package io.openoms.tidb.log.reader;

import io.openoms.dialect.mysql.sql.LoggedStatement;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.row.FeedTables;
import io.openoms.tidb.log.row.TableRows;
import io.openoms.tidb.log.window.FeedTransaction;
import io.openoms.tidb.log.window.KnownRows;
import io.openoms.tidb.tso.Tso;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes events out of transactions. One thread. */
final class FeedEvents {

  private final FeedTables tables;
  private final int batchBytes;
  private final KnownRows known = new KnownRows();

  FeedEvents(FeedTables tables, int batchBytes) {
    this.tables = tables;
    this.batchBytes = batchBytes;
  }

  /**
   * The events of a transaction; none when it concerns no captured table.
   *
   * @param before a reader that begins here gives this transaction again
   * @throws MigrationException when one of its changes cannot be decoded
   */
  List<ChangeEvent> of(FeedTransaction transaction, Position before) {
    MigrationException fault = transaction.fault();
    if (fault != null) {
      throw fault;
    }
    List<ChangeEvent> events = new ArrayList<>();
    changes(transaction, events);
    Instant at = new Tso(transaction.timestamp()).time();
    for (LogMessage.Definition definition : transaction.definitions()) {
      List<ChangedObject> objects = concerned(definition);
      if (!objects.isEmpty()) {
        DdlStatement statement = new DdlStatement(definition.database(), definition.statement());
        events.add(new ChangeEvent.SchemaChanged(before, objects, Optional.of(statement), at));
      }
    }
    if (!events.isEmpty()) {
      String id = Long.toString(transaction.timestamp());
      events.add(0, new ChangeEvent.Begun(id));
      events.add(new ChangeEvent.Committed(id, at));
    }
    return events;
  }

  /** Changes of one table that follow each other come together, up to the wanted size. */
  private void changes(FeedTransaction transaction, List<ChangeEvent> events) {
    List<RowChange> together = new ArrayList<>();
    TableRows last = null;
    int bytes = 0;
    for (FeedTransaction.Change change : transaction.changes()) {
      known.take(change);
      if (last != change.table() || bytes >= batchBytes) {
        flush(last, together, events);
        together = new ArrayList<>();
        bytes = 0;
      }
      last = change.table();
      together.add(change.keyed().change());
      bytes += change.keyed().change().weight();
    }
    flush(last, together, events);
  }

  private static void flush(
      @Nullable TableRows table, List<RowChange> changes, List<ChangeEvent> events) {
    if (table != null && !changes.isEmpty()) {
      events.add(new ChangeEvent.Changes(table.name(), table.captured().version(), changes));
    }
  }

  /** The captured tables that a statement may concern; of one that cannot be read, all. */
  private List<ChangedObject> concerned(LogMessage.Definition definition) {
    Set<TableRows> found = new LinkedHashSet<>();
    long at = definition.timestamp();
    String database = definition.database();
    LoggedStatement statement = read(definition.statement());
    if (statement.kind() == LoggedStatement.Kind.HARMLESS) {
      return List.of();
    }
    add(tables.find(database, definition.table(), at), found);
    for (LoggedStatement.Name name : statement.names()) {
      String of = name.database().orElse(database);
      if (name.table().isPresent()) {
        add(tables.find(of, name.table().get(), at), found);
      } else {
        found.addAll(tables.of(of, at));
      }
    }
    if (found.isEmpty() && statement.kind() != LoggedStatement.Kind.DEFINITION) {
      found.addAll(tables.of(database, at));
    }
    return found.stream().map(rows -> ChangedObject.unknown(rows.captured())).toList();
  }

  private static void add(@Nullable TableRows table, Set<TableRows> to) {
    if (table != null) {
      to.add(table);
    }
  }

  private static LoggedStatement read(String sql) {
    try {
      return LoggedStatement.read(sql);
    } catch (IllegalArgumentException e) {
      return new LoggedStatement(LoggedStatement.Kind.UNKNOWN, List.of());
    }
  }
}
