package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a binary log as its parts. Immutable. Its text is {@code binlog/1 file=… offset=…
 * gtids=… server=…}, each part only where it is known.
 *
 * @param file the log file; empty when only transactions are known
 * @param offset the place in the file
 * @param gtids the transactions before it, as the server writes them; empty without GTIDs
 * @param prepared the two-phase transactions that are prepared before it and not yet decided
 * @param server the UUID of the server whose file it is; empty when it is not known
 */
public record LogPosition(String file, long offset, String gtids, String prepared, String server) {

  private static final String KIND = "binlog/1 ";

  /** A place without prepared transactions. */
  public LogPosition(String file, long offset, String gtids) {
    this(file, offset, gtids, "", "");
  }

  /**
   * Reads the text of a position.
   *
   * @throws MigrationException when it is not of a binary log
   */
  public static LogPosition parse(Position position) {
    String text = position.text();
    if (!text.startsWith(KIND)) {
      throw invalid(text, null);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : text.substring(KIND.length()).split(" ", -1)) {
      int at = part.indexOf('=');
      if (at > 0) {
        parts.put(part.substring(0, at), part.substring(at + 1));
      }
    }
    try {
      return new LogPosition(
          parts.getOrDefault("file", ""),
          Long.parseLong(parts.getOrDefault("offset", "0")),
          parts.getOrDefault("gtids", ""),
          parts.getOrDefault("prepared", ""),
          parts.getOrDefault("server", ""));
    } catch (NumberFormatException e) {
      throw invalid(text, e);
    }
  }

  private static MigrationException invalid(String text, @Nullable Throwable cause) {
    return new MigrationException(
        BinlogError.LOG_POSITION_INVALID,
        ErrorContext.none(),
        "'" + text + "' is no position in a binary log",
        cause);
  }

  /** The text of it. */
  public Position position() {
    StringBuilder text = new StringBuilder(KIND);
    if (!file.isEmpty()) {
      text.append("file=").append(file).append(" offset=").append(offset).append(' ');
    }
    text.append("gtids=").append(gtids);
    if (!prepared.isEmpty()) {
      text.append(" prepared=").append(prepared);
    }
    if (!server.isEmpty()) {
      text.append(" server=").append(server);
    }
    return new Position(text.toString());
  }

  /** Whether a place in a file, of the same server, stands before this one or is it. */
  public boolean reaches(String otherFile, long otherOffset) {
    int order = Long.compare(number(file), number(otherFile));
    return order != 0 ? order > 0 : offset >= otherOffset;
  }

  /** The number that a log file's name ends in. */
  private static long number(String file) {
    try {
      return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      throw invalid(file, e);
    }
  }
}
