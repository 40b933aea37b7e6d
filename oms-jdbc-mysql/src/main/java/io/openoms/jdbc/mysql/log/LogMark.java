package io.openoms.jdbc.mysql.log;

import io.openoms.spi.data.Position;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Tells the position in the log of what is read in one session. Thread-safe. */
public interface LogMark {

  /** Whether a snapshot's session knows its own position, so that no lock is needed. */
  boolean snapshotsKnowTheirPosition();

  /**
   * The position of the consistent snapshot that the session has open; empty when the server does
   * not tell it.
   */
  Optional<Position> ofSnapshot(Statement statement) throws SQLException;

  /**
   * The position of the rows of every table that is locked against writes; empty when the server
   * does not tell it.
   *
   * @throws SQLException also when the user may not ask
   */
  Optional<Position> current(Statement statement) throws SQLException;

  /** A position that is known by its transactions' names alone. */
  static Position named(String gtids) {
    return new Position("binlog/1 gtids=" + gtids);
  }
}
