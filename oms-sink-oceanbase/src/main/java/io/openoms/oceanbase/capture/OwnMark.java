package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.List;

/**
 * What tells the transactions of a project whose writes are left out: each of them changes a row of
 * that project's writers, and a trigger of that table writes a mark to the log, in the same
 * transaction. So the mark has the number of all the keys that the transaction logs, it cannot be
 * lost with a session, and the images of other transactions' rows stay exact, as all writes are
 * logged. Immutable.
 *
 * @param project the project whose writes are left out
 * @param writers the bookkeeping table of writers
 */
public record OwnMark(String project, ObjectName writers) {

  private static final String DOING = "marking the other direction's writes";

  /** Makes what marks them, unless it is there as it was made. Blocks. */
  void establish(CaptureSql sql, CaptureBooks books, CaptureNames names) {
    TablePrints prints = TablePrints.read(sql, names, List.of(writers));
    if (!prints.isThere(writers)) {
      throw new MigrationException(
          CaptureError.CAPTURE_MARK_LOST,
          ErrorContext.of(writers),
          "the bookkeeping of the project " + project + " is not at this server");
    }
    for (CaptureBooks.Row row : books.rows()) {
      if (row.name().equals(writers)) {
        if (prints.mark(writers, row.tab()).equals(row.print())) {
          return;
        }
        drop(sql, names, row.tab());
        books.remove(row.tab());
      }
    }
    long tab = books.add(writers);
    sql.use(writers.database(), DOING);
    sql.execute(create(names, tab), DOING);
    long since = sql.currentScn(DOING);
    books.captured(tab, since, TablePrints.read(sql, names, List.of(writers)).mark(writers, tab));
  }

  private String create(CaptureNames names, long tab) {
    return "CREATE TRIGGER "
        + names.trigger(writers.database(), tab, "u")
        + " AFTER UPDATE ON "
        + Identifiers.quote(writers)
        + " FOR EACH ROW BEGIN IF NEW.project = "
        + Literals.text(project)
        + " THEN INSERT INTO "
        + names.log()
        + " (tab, k) VALUES ("
        + tab
        + ", ''); END IF; END";
  }

  private void drop(CaptureSql sql, CaptureNames names, long tab) {
    new TableTriggers(names, tab)
        .drop(writers.database())
        .forEach(drop -> sql.execute(drop, DOING));
  }

  /**
   * The number that marks have in the log.
   *
   * @throws MigrationException CAPTURE_MARK_LOST when no trigger writes them any more
   */
  long require(Iterable<CaptureBooks.Row> rows, TablePrints prints) {
    for (CaptureBooks.Row row : rows) {
      if (row.name().equals(writers) && prints.mark(writers, row.tab()).equals(row.print())) {
        return row.tab();
      }
    }
    throw new MigrationException(
        CaptureError.CAPTURE_MARK_LOST,
        ErrorContext.of(writers),
        "the trigger that marks the writes of the project "
            + project
            + " is not there, so they would be taken for an application's");
  }
}
