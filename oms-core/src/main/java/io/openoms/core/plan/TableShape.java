package io.openoms.core.plan;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a table's definition decides how its values and chunk bounds are read and written: the
 * columns that travel, their places and types, and the key. What may differ without harm (next
 * numbers, statistics, comments, defaults, indexes that are built later, display widths) is left
 * out. Immutable.
 *
 * @param lines a sentence for each column and one for the key
 */
public record TableShape(List<String> lines) {

  /** Servers show the character set of three bytes by its older name, or by the newer one. */
  private static final Pattern THREE_BYTES =
      Pattern.compile(" utf8(mb3)?( utf8(mb3)?_\\w+)?( not null)?( generated)?$");

  public TableShape {
    lines = List.copyOf(lines);
  }

  /**
   * The shape of a table, as far as some of its columns are concerned.
   *
   * @param whole the table with all its columns: their places count
   * @param columns those that travel
   * @param key the columns of its key
   */
  static TableShape of(
      TableDefinition whole,
      Collection<ColumnDefinition> columns,
      Collection<ColumnDefinition> key) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < whole.columns().size(); i++) {
      ColumnDefinition column = whole.columns().get(i);
      if (columns.stream().anyMatch(one -> one.name().equalsIgnoreCase(column.name()))) {
        lines.add("column " + (i + 1) + " " + oneLine(column.name()) + " " + type(column));
      }
    }
    lines.add("key " + key.stream().map(column -> oneLine(column.name())).toList());
    return new TableShape(lines);
  }

  /** A shape that was stored. */
  public static TableShape parse(String text) {
    return new TableShape(List.of(text.split("\n", -1)));
  }

  /** The text of it. */
  public String text() {
    return String.join("\n", lines);
  }

  /** What is otherwise now, as a sentence; empty when nothing is. */
  public String differences(TableShape now) {
    List<String> before = without(now);
    List<String> after = now.without(this);
    return before.isEmpty() && after.isEmpty() ? "" : "it had " + before + " and has " + after;
  }

  private List<String> without(TableShape other) {
    Set<String> there = other.lines.stream().map(TableShape::named).collect(Collectors.toSet());
    return lines.stream().filter(line -> !there.contains(named(line))).toList();
  }

  private static String named(String line) {
    return THREE_BYTES.matcher(line).replaceFirst(end -> end.group().replace("utf8mb3", "utf8"));
  }

  private static String type(ColumnDefinition column) {
    DataType type = column.type();
    return Stream.of(
            text(type),
            type.characterSet().orElse(""),
            type.collation().orElse(""),
            type.srid().isPresent() ? "srid " + type.srid().getAsLong() : "",
            column.nullable() ? "" : "not null",
            column.generated().isPresent() ? "generated" : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The digits that an integer is shown with mean nothing, and newer servers tell none. */
  private static String text(DataType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
          type.kind().name().toLowerCase(Locale.ROOT) + (type.unsigned() ? " unsigned" : "");
      case YEAR -> "year";
      default -> oneLine(type.nativeText());
    };
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
