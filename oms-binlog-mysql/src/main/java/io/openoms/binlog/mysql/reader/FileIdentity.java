package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;

/**
 * Whether the files that a server sends are those of a position. RESET BINARY LOGS (RESET MASTER)
 * begins again with the first file name, and a server's identity stays, so a file is known by the
 * second at which it was begun, too, which stands in its first event. Immutable.
 */
final class FileIdentity {

  private final LogPosition position;
  private final String server;

  /** Of that position, at the server of that identity. */
  FileIdentity(LogPosition position, String server) {
    this.position = position;
    this.server = server;
  }

  /**
   * Looks at a file that the server begins to send.
   *
   * @param created when it was begun, in seconds
   * @throws MigrationException LOG_REPLACED when it is of a log that was begun anew
   */
  void require(String file, long created) {
    boolean isKnown =
        position.created() != 0 && server.equals(position.server()) && LogFile.isName(file);
    if (!isKnown) {
      return;
    }
    boolean same = file.equals(position.file());
    boolean earlier = LogFile.isLater(position.file(), file);
    if ((same && created != position.created()) || (earlier && created > position.created())) {
      throw new MigrationException(
          BinlogError.LOG_REPLACED,
          ErrorContext.none(),
          "the source's log was begun anew (RESET BINARY LOGS, RESET MASTER): its file "
              + file
              + " is not the one of '"
              + position.position().text()
              + "', so what happened in between is not known. Release the project and copy anew");
    }
  }
}
