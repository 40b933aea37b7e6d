package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.spi.data.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a binary log, in the words of a caller: {@code file=binlog.000012 offset=4711}, {@code
 * gtid=3e11fa47-…:1-23}, or the text of a position. Immutable.
 *
 * @param gtids the transactions before it; empty when it is named by its file
 * @param file the log file; empty when it is named by its transactions
 * @param offset the place in the file
 */
public record NamedPlace(Optional<String> gtids, String file, long offset) {

  private static final Pattern FILE = Pattern.compile("file=(\\S+)\\s+offset=(\\d{1,10})");
  private static final Pattern GTID = Pattern.compile("gtid=(.+)", Pattern.DOTALL);
  private static final String STORED = "binlog/";

  /**
   * Reads a place.
   *
   * @throws io.openoms.error.MigrationException START_INVALID when it is none
   */
  public static NamedPlace parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith(STORED)) {
      LogPosition position = LogPosition.parse(new Position(stripped));
      return new NamedPlace(position.gtids(), position.file(), position.offset());
    }
    Matcher file = FILE.matcher(stripped);
    if (file.matches()) {
      return new NamedPlace(Optional.empty(), file.group(1), Long.parseLong(file.group(2)));
    }
    Matcher gtid = GTID.matcher(stripped);
    if (gtid.matches() && !gtid.group(1).isBlank()) {
      return new NamedPlace(Optional.of(gtid.group(1).replaceAll("\\s", "")), "", 0);
    }
    throw StartInvalid.because(
        "'"
            + text
            + "' is no place in a binary log; those are 'file=NAME offset=NUMBER' and 'gtid=SET'");
  }
}
