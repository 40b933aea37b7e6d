package io.openoms.binlog.mysql.reader;

import java.util.List;
import java.util.Map;

/**
 * A recorded log with all that a test needs to read it without its server. Immutable by convention.
 *
 * @param log the events
 * @param statements the captured tables as SHOW CREATE TABLE gave them
 * @param characters what the server told of its character sets
 * @param rows the rows that each table had in the end, by the server's own SELECT, one text a row
 */
public record LogFixture(
    RecordedLog log,
    List<String> statements,
    KnownCharacters characters,
    Map<String, List<String>> rows) {

  /** The database of the captured tables. */
  public static final String DATABASE = "recorded";
}
