package io.openoms.cli.output;

import io.openoms.RowDifference;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs, in one line: its key and the columns that differ; its values only on demand.
 *
 * @param row the row
 * @param showsValues whether its values are shown, too
 */
record ShownRow(RowDifference row, boolean showsValues) {

  private static final int LONGEST = 60;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:+-]+");

  @Override
  public String toString() {
    String key = row.key().isEmpty() ? "(no key)" : list(row.key());
    String values = showsValues ? values() : "";
    String columns = row.columns().isEmpty() ? "" : "  in " + String.join(", ", row.columns());
    return key + (values.isEmpty() ? columns : "  " + values);
  }

  /** Of a row that both ends have, the values that differ; of any other the whole row. */
  private String values() {
    if (row.columns().isEmpty()) {
      return list(row.source().isEmpty() ? row.sink() : row.source());
    }
    return row.columns().stream()
        .map(
            column ->
                column
                    + ": source "
                    + text(row.source().get(column))
                    + ", sink "
                    + text(row.sink().get(column)))
        .collect(Collectors.joining("; "));
  }

  private static String list(Map<String, @Nullable String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + text(value.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * NULL, a plain word or number as it is, any other text in quotes, without control characters.
   */
  private static String text(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    String shown = value.length() > LONGEST ? cut(value) + "…" : value;
    if (PLAIN.matcher(shown).matches() && !shown.equalsIgnoreCase("NULL")) {
      return shown;
    }
    StringBuilder quoted = new StringBuilder("'");
    shown.chars().forEach(c -> append(quoted, (char) c));
    return quoted.append('\'').toString();
  }

  /** A character that takes two places is not cut in half. */
  private static String cut(String value) {
    return value.substring(
        0, LONGEST - (Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? 1 : 0));
  }

  private static void append(StringBuilder text, char c) {
    if (c == '\'') {
      text.append("''");
    } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
