package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes and removes a project's triggers and its log. A table is noted before its triggers are
 * made, so a crash in between leaves nothing that is not found again. Thread-safe.
 */
public final class TriggerSetup implements CaptureSetup {

  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(1);
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);
  private static final String DOING = "making triggers";

  private final Connections connections;
  private final CaptureNames names;
  private final Optional<OwnMark> leftOut;

  /**
   * What a project has at the server behind those connections.
   *
   * @param leftOut the transactions that are marked, to be left out
   */
  public TriggerSetup(Connections connections, String project, Optional<OwnMark> leftOut) {
    this.leftOut = leftOut;
    this.connections = connections;
    this.names = new CaptureNames(project);
  }

  /** Whether the project has a log of triggers. Blocks. */
  public boolean isThere() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      return new CaptureBooks(sql, names).isThere(OwnTable.KEYS);
    }
  }

  @Override
  public void establish(List<TableDefinition> tables) {
    Map<ObjectName, TableDefinition> wanted =
        tables.stream()
            .filter(table -> LoggedKey.find(table).isPresent())
            .collect(Collectors.toMap(TableDefinition::name, Function.identity()));
    try (CaptureSql sql = new CaptureSql(connections)) {
      CaptureBooks books = new CaptureBooks(sql, names);
      CaptureSwitch.refuse(books, OwnTable.WINDOWS, names);
      books.create(OwnTable.KEYS);
      leftOut.ifPresent(mark -> mark.establish(sql, books, names));
      BookedTables booked = new BookedTables(sql, names, books);
      booked.keep(wanted, this::isMark, row -> remove(sql, books, row));
      if (!wanted.isEmpty()) {
        capture(sql, books, wanted);
      }
    }
  }

  private boolean isMark(CaptureBooks.Row row) {
    return leftOut.filter(mark -> mark.writers().equals(row.name())).isPresent();
  }

  private void capture(
      CaptureSql sql, CaptureBooks books, Map<ObjectName, TableDefinition> tables) {
    Map<Long, TableDefinition> begun = new HashMap<>();
    for (TableDefinition table : tables.values()) {
      long tab = books.add(table.name());
      begun.put(tab, table);
      try {
        // The kernel makes no trigger without one, though the statement names it.
        sql.use(table.name().database(), DOING);
        new TableTriggers(names, tab).create(table).forEach(create -> sql.execute(create, DOING));
      } catch (MigrationException e) {
        throw e.in(ErrorContext.of(table.name()));
      }
    }
    new OpenTransactions(sql)
        .awaitEnds(
            LONGEST_TRANSACTION,
            CaptureError.CAPTURE_START_BLOCKED,
            "transactions that began before the triggers were made are still open, and their"
                + " changes fire none");
    new BookedTables(sql, names, books).captured(begun);
  }

  @Override
  public boolean isOwn(String trigger) {
    return CaptureNames.isOwn(trigger);
  }

  @Override
  public void release() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      CaptureBooks books = new CaptureBooks(sql, names);
      if (books.hasTables()) {
        books.rows().forEach(row -> remove(sql, books, row));
        // A statement that was resolved before fires the trigger still, and needs the log.
        new OpenTransactions(sql).leftAfter(LAST_WRITES);
        removeStrays(sql);
        books.drop(OwnTable.KEYS);
      }
    }
  }

  /** Triggers whose making was on its way when the engine died: no table of the list has them. */
  private void removeStrays(CaptureSql sql) {
    sql.query(
            "SELECT trigger_schema, trigger_name FROM information_schema.triggers"
                + " WHERE trigger_name LIKE "
                + Literals.text(names.prefix().replace("_", "\\_") + "%"),
            row -> new ObjectName(row.getString(1), row.getString(2)),
            DOING)
        .forEach(stray -> sql.execute("DROP TRIGGER IF EXISTS " + Identifiers.quote(stray), DOING));
  }

  private void remove(CaptureSql sql, CaptureBooks books, CaptureBooks.Row row) {
    boolean hasDatabase =
        sql.number(
                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = "
                    + Literals.text(row.name().database()),
                DOING)
            > 0;
    if (hasDatabase) {
      new TableTriggers(names, row.tab())
          .drop(row.name().database())
          .forEach(drop -> sql.execute(drop, DOING));
    }
    books.remove(row.tab());
  }
}
