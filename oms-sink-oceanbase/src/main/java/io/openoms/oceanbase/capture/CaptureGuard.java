package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.TableDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a captured table, or its triggers, are not as they were when its capture began. It
 * looks after rows were read and before their changes are emitted, so what it approves was read
 * under the old definition. The server's journal of definitions tells cheaply that nothing
 * happened; where the account may not read it, the catalog is compared each time. One thread;
 * {@link #cut} from any.
 */
final class CaptureGuard {

  private static final String DOING = "looking for changed definitions";

  private final CaptureSql sql;
  private final CaptureNames names;
  private final Map<ObjectName, CaptureBooks.Row> rows = new HashMap<>();
  private final Map<ObjectName, CapturedTable> captured = new HashMap<>();
  private final boolean hasJournal;
  private final Optional<OwnMark> leftOut;
  private final boolean hasTriggers;
  private OptionalLong approved = OptionalLong.empty();

  /** The guard of tables that triggers capture. Blocks. */
  CaptureGuard(
      Connections connections,
      CaptureNames names,
      List<CapturedTable> tables,
      Optional<OwnMark> leftOut) {
    this(connections, names, tables, leftOut, true);
  }

  private CaptureGuard(
      Connections connections,
      CaptureNames names,
      List<CapturedTable> tables,
      Optional<OwnMark> leftOut,
      boolean hasTriggers) {
    this.leftOut = leftOut;
    this.hasTriggers = hasTriggers;
    this.sql = new CaptureSql(connections);
    this.names = names;
    new CaptureBooks(sql, names).rows().forEach(row -> rows.put(row.name(), row));
    tables.forEach(table -> captured.put(table.definition().name(), table));
    this.hasJournal = hasJournal();
  }

  /** The guard of tables that are compared with what they were, without triggers. Blocks. */
  static CaptureGuard withoutTriggers(
      Connections connections, CaptureNames names, List<CapturedTable> tables) {
    return new CaptureGuard(connections, names, tables, Optional.empty(), false);
  }

  private boolean hasJournal() {
    try {
      journal();
      return true;
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      return false;
    }
  }

  private long journal() {
    return sql.number(
        "SELECT COALESCE(MAX(schema_version), 0) FROM oceanbase.__all_ddl_operation", DOING);
  }

  /**
   * The number of a table in the log.
   *
   * @param from changes at or before this number are not needed
   * @throws MigrationException CAPTURE_INCOMPLETE when those after it were not all captured
   */
  long requireSince(CapturedTable table, long from) {
    ObjectName name = table.definition().name();
    CaptureBooks.Row row = rows.get(name);
    if (row == null || row.since() == 0 || row.since() > from) {
      throw new MigrationException(
          CaptureError.CAPTURE_INCOMPLETE,
          ErrorContext.of(name).withPosition(Scn.position(from).text()),
          row == null || row.since() == 0
              ? "it is not captured"
              : "its changes are captured, and kept, only from "
                  + Scn.position(row.since()).text()
                  + " on: its capture began then, since it joined the project or was changed, or"
                  + " what was captured before was removed");
    }
    return row.tab();
  }

  /**
   * Looks.
   *
   * @return the table whose definition, or place of its rows, has changed
   * @throws MigrationException CAPTURE_TRIGGERS_CHANGED when triggers are not those that were made
   */
  Optional<CapturedTable> changed() {
    long journal = hasJournal ? journal() : 0;
    if (hasJournal && approved.isPresent() && approved.getAsLong() == journal) {
      return Optional.empty();
    }
    TablePrints prints = prints();
    leftOut.ifPresent(mark -> mark.require(rows.values(), prints));
    for (CapturedTable known : captured.values()) {
      TableDefinition table = known.definition();
      CaptureBooks.Row row = rows.get(table.name());
      if (row == null || !prints.print(table, row.tab()).equals(row.print())) {
        if (hasTriggers) {
          requireTriggers(prints, table, row);
          disarm(prints, table, row);
        }
        return Optional.of(known);
      }
    }
    approved = OptionalLong.of(journal);
    return Optional.empty();
  }

  private TablePrints prints() {
    Set<ObjectName> tables = new HashSet<>(captured.keySet());
    leftOut.map(OwnMark::writers).ifPresent(tables::add);
    return TablePrints.read(sql, names, tables);
  }

  /**
   * The number that marks of transactions that are left out have in the log. Blocks.
   *
   * @throws MigrationException CAPTURE_MARK_LOST when nothing writes them
   */
  OptionalLong mark() {
    return leftOut.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(leftOut.get().require(rows.values(), prints()));
  }

  private static void requireTriggers(
      TablePrints prints, TableDefinition table, CaptureBooks.@Nullable Row row) {
    boolean isCaptured = row != null && prints.hasTriggers(table.name(), row.tab());
    if (prints.isThere(table.name()) && !isCaptured) {
      throw new MigrationException(
          CaptureError.CAPTURE_TRIGGERS_CHANGED,
          ErrorContext.of(table.name()),
          "a trigger that captures it is gone; changes since then are not captured");
    }
  }

  /**
   * Triggers that name a column which is gone fail every write of the application (error 1327). Its
   * capture is over anyway: better that than the writes.
   */
  private void disarm(TablePrints prints, TableDefinition table, CaptureBooks.@Nullable Row row) {
    if (row != null && prints.isThere(table.name()) && !prints.hasKey(table)) {
      new TableTriggers(names, row.tab())
          .drop(table.name().database())
          .forEach(drop -> sql.execute(drop, "removing triggers that would fail writes"));
    }
  }

  /** Its connection, for the thread of the reader. */
  CaptureSql sql() {
    return sql;
  }

  /** Cuts the connection off. */
  void cut() {
    sql.cut();
  }
}
