package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.ColumnDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds texts that lose characters on their way: a server silently makes a question mark, U+FFFD or
 * nothing of stored bytes that have no character in Unicode, such as 0xF9FE in big5. Stateless.
 */
public final class LossyText {

  /** Each of their codes has a character in Unicode, tried on MySQL 8.0 and MariaDB 11.4. */
  private static final Set<String> LOSSLESS =
      Set.of(
          "utf8mb4",
          "utf8mb3",
          "utf8",
          "utf16",
          "utf16le",
          "utf32",
          "gb18030",
          "latin1",
          "latin2",
          "latin5",
          "latin7",
          "armscii8",
          "cp850",
          "cp852",
          "cp866",
          "keybcs2",
          "koi8r",
          "koi8u",
          "macce",
          "macroman");

  private LossyText() {}

  /**
   * An expression that gives the names of a row's columns that lose characters, each with a comma
   * before it, or an empty text. Empty when no column of the table can.
   */
  public static Optional<String> columns(List<ColumnDefinition> columns) {
    String sql =
        columns.stream()
            .filter(LossyText::isDoubtful)
            .map(LossyText::name)
            .collect(Collectors.joining(", "));
    return sql.isEmpty() ? Optional.empty() : Optional.of("CONCAT(" + sql + ")");
  }

  /**
   * The error of a row that loses characters.
   *
   * @param names what {@link #columns} gave for it
   */
  public static MigrationException refusal(String names, ErrorContext row) {
    return new MigrationException(
        JdbcError.VALUE_REFUSED,
        row,
        "column "
            + names.substring(2)
            + ": the source has bytes there that are no character of Unicode, so they cannot be"
            + " read as text");
  }

  /** Whether values of a column may lose characters. */
  public static boolean isDoubtful(ColumnDefinition column) {
    return switch (column.type().kind()) {
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT ->
          column.type().characterSet().map(set -> !LOSSLESS.contains(set)).orElse(false);
      default -> false;
    };
  }

  private static String name(ColumnDefinition column) {
    return "IF(" + isKept(column) + ", '', " + Literals.text(", " + column.name()) + ")";
  }

  /** The condition that a column's value loses no character; true for NULL. */
  public static String isKept(ColumnDefinition column) {
    String text = Identifiers.quote(column.name());
    String unicode = "CONVERT(" + text + " USING utf8mb4)";
    return "CHAR_LENGTH(REPLACE(%1$s, '?', '')) <=> CHAR_LENGTH(REPLACE(%2$s, '?', ''))"
            .formatted(text, unicode)
        + " AND NOT COALESCE(INSTR("
        + unicode
        + ", _utf8mb4 x'EFBFBD') > 0, FALSE)";
  }
}
