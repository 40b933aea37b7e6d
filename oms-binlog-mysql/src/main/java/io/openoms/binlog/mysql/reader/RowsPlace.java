package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.position.LogPosition;
import java.util.Optional;

/**
 * Where the rows of a two-phase transaction can be read again, once it is committed. Immutable. Its
 * text is kept in positions, and holds none of their separators ({@code @}, {@code ;}, blanks):
 *
 * <ul>
 *   <li>{@code uuid:5}: the transaction's name; a server sends that one alone
 *   <li>{@code 0-1-8<0-1-7,2-1-5}: MariaDB's name, and the transactions before it, behind which any
 *       server that has it can begin
 *   <li>{@code log.000001:4/1764500000/server}: the place in a file, the second at which the file
 *       was begun, and the server whose file it is; versions before wrote the place alone
 * </ul>
 *
 * @param name the transaction's name; empty when it is found by its place
 * @param before all transactions before it, where they must be known to find it by its name
 * @param place the place in a file; empty when it is found by its name
 */
record RowsPlace(Optional<String> name, Optional<String> before, Optional<LogPosition> place) {

  /** Of a transaction that any server sends by its name. */
  static RowsPlace named(String name) {
    return new RowsPlace(Optional.of(name), Optional.empty(), Optional.empty());
  }

  /** Of a transaction that any server sends first, or soon, behind those transactions. */
  static RowsPlace behind(String before, String name) {
    return new RowsPlace(Optional.of(name), Optional.of(before), Optional.empty());
  }

  /** Of a transaction that begins at that place of one server's log. */
  static RowsPlace at(LogPosition place) {
    return new RowsPlace(Optional.empty(), Optional.empty(), Optional.of(place));
  }

  /** Reads what {@link #toString} wrote. */
  static RowsPlace parse(String text) {
    int state = text.indexOf('<');
    if (state > 0) {
      return behind(text.substring(state + 1), text.substring(0, state));
    }
    String[] parts = text.split("/", 3);
    int colon = parts[0].lastIndexOf(':');
    if (parts[0].lastIndexOf('.', colon) <= 0) {
      return named(text);
    }
    return at(
        new LogPosition(
            parts[0].substring(0, colon),
            Long.parseLong(parts[0].substring(colon + 1)),
            parts.length < 3 ? 0 : Long.parseLong(parts[1]),
            Optional.empty(),
            "",
            parts.length < 3 ? "" : parts[2]));
  }

  @Override
  public String toString() {
    return place
        .map(at -> at.file() + ":" + at.offset() + "/" + at.created() + "/" + at.server())
        .orElseGet(() -> name.orElseThrow() + before.map(state -> "<" + state).orElse(""));
  }
}
