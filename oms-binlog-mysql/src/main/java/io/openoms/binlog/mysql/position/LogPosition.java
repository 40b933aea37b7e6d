package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a binary log as its parts. Immutable. Its text is {@code binlog/1 file=… offset=…
 * created=… gtids=… prepared=… server=…}, each part only where it is known.
 *
 * @param file the log file; empty when only transactions are known
 * @param offset the place in the file
 * @param created when the file was begun, in seconds: another file of the same name has another
 *     time; 0 when it is not known
 * @param gtids all transactions before it, as the server writes them; empty when the set is not
 *     known as a whole, so that it must never be asked by
 * @param prepared the two-phase transactions that are prepared before it and not yet decided
 * @param server the identity of the server whose file it is; empty when it is not known
 */
public record LogPosition(
    String file,
    long offset,
    long created,
    Optional<String> gtids,
    String prepared,
    String server) {

  private static final String KIND = "binlog/1 ";

  /** A place in a file alone. */
  public static LogPosition at(String file, long offset) {
    return new LogPosition(file, offset, 0, Optional.empty(), "", "");
  }

  /** Behind a set of transactions. */
  public static LogPosition behind(String gtids) {
    return new LogPosition("", 0, 0, Optional.of(gtids), "", "");
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
          Long.parseLong(parts.getOrDefault("created", "0")),
          Optional.ofNullable(parts.get("gtids")),
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
    List<String> parts = new ArrayList<>();
    if (!file.isEmpty()) {
      parts.add("file=" + file + " offset=" + offset);
    }
    if (created != 0) {
      parts.add("created=" + created);
    }
    gtids.ifPresent(set -> parts.add("gtids=" + set));
    if (!prepared.isEmpty()) {
      parts.add("prepared=" + prepared);
    }
    if (!server.isEmpty()) {
      parts.add("server=" + server);
    }
    return new Position(KIND + String.join(" ", parts));
  }

  /** Whether both are known to be places in files of one server. */
  public boolean isOfTheSameLog(LogPosition other) {
    return !file.isEmpty()
        && !other.file.isEmpty()
        && !server.isEmpty()
        && server.equals(other.server);
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
