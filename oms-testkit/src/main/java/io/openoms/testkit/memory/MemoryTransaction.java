package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.ChangedObject.Kind;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a server. Its first change waits until no other transaction writes, and copies
 * the server's content; the commit puts the copy into the content's place. One thread, except
 * {@link #rollback}.
 */
final class MemoryTransaction {

  private final MemoryServer server;
  private final BooleanSupplier isCut;
  private final boolean isEngines;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean locked = new AtomicBoolean();
  private @Nullable MemoryContent own;
  private @Nullable MemoryContent saved;
  private int savedChanges;
  private int id;
  private final List<MemoryLogged.Definition> definitions = new ArrayList<>();
  private List<MemoryLogged.Change> changes = new ArrayList<>();
  private final Set<String> marks = new HashSet<>();

  /**
   * Begins one.
   *
   * @param isEngines whether a session of the engine began it, not an application
   */
  MemoryTransaction(MemoryServer server, BooleanSupplier isCut, boolean isEngines) {
    this.server = server;
    this.isCut = isCut;
    this.isEngines = isEngines;
  }

  /**
   * What the transaction sees: the newest commits until its first change, its own work from then.
   */
  MemoryContent content() {
    requireOpen();
    MemoryContent mine = own;
    return mine == null ? server.content() : mine;
  }

  /** The same, to be changed. */
  MemoryContent write() {
    requireOpen();
    MemoryContent mine = own;
    if (mine == null) {
      server.lock(() -> isCut.getAsBoolean() || over.get());
      locked.set(true);
      if (over.get()) {
        unlock();
      }
      requireOpen();
      requireWritable();
      mine = server.content().copy();
      own = mine;
    }
    return mine;
  }

  private void requireWritable() {
    if (!server.takesWrites(isEngines)) {
      rollback();
      throw MemoryServer.failure(MemoryError.MEMORY_READ_ONLY, "the server refuses writes");
    }
  }

  private void requireOpen() {
    if (over.get() || isCut.getAsBoolean()) {
      throw MemoryServer.failure(MemoryError.MEMORY_SESSION_CLOSED, "the transaction has ended");
    }
  }

  void create(TableDefinition table) {
    if (write().tables().containsKey(table.name())) {
      throw new MigrationException(
          MemoryError.MEMORY_NAME_WRONG, ErrorContext.of(table.name()), "the table is there");
    }
    write().tables().put(table.name(), new MemoryTable(table, new ArrayList<>()));
    define(table.name(), Kind.CREATED, null, table, MemoryDdl.table(table));
  }

  void index(ObjectName table, IndexDefinition index) {
    alter(write().table(table).with(index), MemoryDdl.index(table, index));
  }

  /** Adds a column of numbers, which is NULL in the rows that are there. */
  void addColumn(ObjectName table, String column) {
    alter(write().table(table).with(column), MemoryDdl.column(table, column));
  }

  private void alter(MemoryTable altered, String statement) {
    TableDefinition after = altered.definition();
    MemoryTable before = write().tables().put(after.name(), altered);
    define(after.name(), Kind.ALTERED, before, after, statement);
  }

  void drop(ObjectName table) {
    MemoryTable before = write().tables().remove(table);
    define(table, Kind.DROPPED, before, null, MemoryDdl.drop(table));
  }

  private void define(
      ObjectName name,
      Kind kind,
      @Nullable MemoryTable before,
      @Nullable TableDefinition after,
      String statement) {
    definitions.add(
        new MemoryLogged.Definition(
            new ChangedObject(
                name,
                kind,
                Optional.ofNullable(before).map(MemoryTable::definition),
                Optional.ofNullable(after),
                after != null),
            statement));
  }

  /** Adds a row, or gives the one that is in its way and does nothing. */
  @Nullable RowImage insert(ObjectName name, RowImage row) {
    MemoryTable table = write().table(name);
    RowImage inTheWay = table.inTheWayOf(row).orElse(null);
    if (inTheWay == null) {
      table.rows().add(row);
      changes.add(new MemoryLogged.Change(table.definition(), new RowChange(null, row)));
    }
    return inTheWay;
  }

  /** Changes a row, or gives the one that is in its way and does nothing. */
  @Nullable RowImage update(ObjectName name, RowImage before, RowImage after) {
    MemoryTable table = write().table(name);
    if (!table.rows().remove(before)) {
      throw new IllegalStateException("the row to be changed is not there");
    }
    RowImage inTheWay = table.inTheWayOf(after).orElse(null);
    table.rows().add(inTheWay == null ? after : before);
    if (inTheWay == null && !before.equals(after)) {
      changes.add(new MemoryLogged.Change(table.definition(), new RowChange(before, after)));
    }
    return inTheWay;
  }

  void delete(ObjectName name, RowImage row) {
    MemoryTable table = write().table(name);
    if (table.rows().remove(row)) {
      changes.add(new MemoryLogged.Change(table.definition(), new RowChange(row, null)));
    }
  }

  /** The transaction has moved a row of that project's writers. */
  void mark(String project) {
    marks.add(project);
  }

  void savepoint() {
    saved = write().copy();
    savedChanges = changes.size();
  }

  void rollbackToSavepoint() {
    MemoryContent to = saved;
    if (to == null) {
      throw MemoryServer.failure(MemoryError.MEMORY_STATEMENT_INVALID, "there is no savepoint");
    }
    requireOpen();
    own = to.copy();
    changes = new ArrayList<>(changes.subList(0, savedChanges));
  }

  void commit() {
    log();
    show();
  }

  /** The first half of a commit: what the transaction did stands in the log. */
  void log() {
    requireOpen();
    if (over.compareAndSet(false, true)) {
      id = server.log(definitions, changes, marks);
    }
  }

  /** The second half: others see it. */
  void show() {
    MemoryContent mine = own;
    if (mine != null) {
      server.show(id, mine);
    }
    unlock();
  }

  /** Forgets the transaction, unless it has been committed; from any thread. */
  void rollback() {
    if (over.compareAndSet(false, true)) {
      unlock();
    }
  }

  private void unlock() {
    if (locked.compareAndSet(true, false)) {
      server.unlock();
    }
  }
}
