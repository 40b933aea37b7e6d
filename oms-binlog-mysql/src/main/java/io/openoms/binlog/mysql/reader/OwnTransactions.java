package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out transactions of a project by the mark at their beginning, the changed row of one of
 * its writers. One thread.
 */
final class OwnTransactions {

  private final @Nullable CapturedTable writers;
  private final byte[] project;
  private boolean own;

  private OwnTransactions(@Nullable CapturedTable writers, String project) {
    this.writers = writers;
    this.project = project.getBytes(StandardCharsets.UTF_8);
  }

  /** Leaves out none. */
  static OwnTransactions none() {
    return new OwnTransactions(null, "");
  }

  /** Leaves out those of that project. */
  static OwnTransactions of(String project, CapturedTable writers) {
    return new OwnTransactions(writers, project);
  }

  /**
   * What is told of rows of the transaction at hand; null for nothing.
   *
   * @param told whether changes of the transaction were told before
   * @throws MigrationException OWN_WRITES_UNMARKED when that was wrong
   */
  @Nullable RowsEvent told(RowsEvent rows, boolean told) {
    if (!rows.table().equals(writers)) {
      return own ? null : rows;
    }
    own |= areOwn(rows);
    if (own && told) {
      throw new MigrationException(
          BinlogError.OWN_WRITES_UNMARKED,
          ErrorContext.none(),
          "a transaction that this library has written is not marked at its beginning");
    }
    return null;
  }

  private boolean areOwn(RowsEvent rows) {
    boolean found = false;
    while (rows.hasNext()) {
      for (RowChange change : rows.event(Integer.MAX_VALUE).changes()) {
        RowImage row = change.before() == null ? change.after() : change.before();
        found |= row != null && Arrays.equals(name(row), project);
      }
    }
    return found;
  }

  private static byte[] name(RowImage row) {
    return Arrays.copyOfRange(row.data(), row.offset(0), row.offset(0) + row.length(0));
  }

  /** The transaction at hand has ended. */
  void end() {
    own = false;
  }
}
