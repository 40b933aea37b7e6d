package io.openoms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists of objects in the columns of OceanBase Migration Service. Names are exact; a column mapping
 * is a list of column names with commas between, each in backticks where it holds a comma, an
 * equals sign or a backtick.
 */
final class ObjectCsv {

  private static final List<String> HEADER =
      List.of(
          "source_database",
          "source_table",
          "target_database",
          "target_table",
          "column_mapping",
          "row_filter");

  private ObjectCsv() {}

  /**
   * One object of a list.
   *
   * @param columns the columns that are moved; empty for all
   * @param filter the condition on its rows; blank for none
   */
  record Entry(ObjectName source, ObjectName target, List<String> columns, String filter) {}

  /** Reads a list; its faults are named line by line. */
  static List<Entry> read(String text, Consumer<String> faults) {
    List<Entry> entries = new ArrayList<>();
    try {
      List<Csv.Row> rows = Csv.read(text);
      List<String> header = header(rows);
      Set<ObjectName> sources = new HashSet<>();
      for (Csv.Row row : rows.subList(1, rows.size())) {
        try {
          Entry entry = entry(fields(header, row));
          if (!sources.add(entry.source())) {
            throw new IllegalArgumentException(entry.source() + " stands there twice");
          }
          entries.add(entry);
        } catch (IllegalArgumentException e) {
          faults.accept("csv line " + row.line() + ": " + e.getMessage());
        }
      }
    } catch (IllegalArgumentException e) {
      faults.accept(e.getMessage());
    }
    return entries;
  }

  /** Writes a list, with a header. */
  static String write(List<PlannedObject> objects) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (PlannedObject object : objects) {
      rows.add(
          List.of(
              object.source().database(),
              object.source().name(),
              object.target().database(),
              object.target().name(),
              object.columns().stream().map(ObjectCsv::column).collect(Collectors.joining(",")),
              object.filter().orElse("")));
    }
    return Csv.write(rows);
  }

  private static List<String> header(List<Csv.Row> rows) {
    List<String> header =
        rows.isEmpty()
            ? List.of()
            : rows.get(0).fields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
                .toList();
    boolean sound =
        HEADER.containsAll(header)
            && header.containsAll(HEADER.subList(0, 2))
            && new TreeSet<>(header).size() == header.size();
    if (!sound) {
      throw new IllegalArgumentException(
          "csv line 1: the first line names the columns, some or all of "
              + String.join(",", HEADER));
    }
    return header;
  }

  private static Map<String, String> fields(List<String> header, Csv.Row row) {
    if (row.fields().size() != header.size()) {
      throw new IllegalArgumentException(
          "it has " + row.fields().size() + " fields, the header " + header.size());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      fields.put(header.get(i), row.fields().get(i));
    }
    return fields;
  }

  private static Entry entry(Map<String, String> fields) {
    ObjectName source =
        new ObjectName(
            orElse(fields.get("source_database"), ""), orElse(fields.get("source_table"), ""));
    ObjectName target =
        new ObjectName(
            orElse(fields.get("target_database"), source.database()),
            orElse(fields.get("target_table"), source.name()));
    return new Entry(
        source,
        target,
        columns(fields.getOrDefault("column_mapping", "")),
        fields.getOrDefault("row_filter", ""));
  }

  private static String orElse(@Nullable String field, String otherwise) {
    return field == null || field.isEmpty() ? otherwise : field;
  }

  private static List<String> columns(String mapping) {
    List<String> columns = new ArrayList<>();
    String rest = mapping;
    while (!rest.isBlank()) {
      int comma = QualifiedText.indexOutsideQuotes(rest, ',');
      columns.add(column(comma < 0 ? rest : rest.substring(0, comma), mapping));
      rest = comma < 0 ? "" : rest.substring(comma + 1);
    }
    return columns;
  }

  private static String column(String text, String mapping) {
    int equals = QualifiedText.indexOutsideQuotes(text, '=');
    String name = QualifiedText.unquote((equals < 0 ? text : text.substring(0, equals)).strip());
    boolean same =
        equals < 0 || QualifiedText.unquote(text.substring(equals + 1).strip()).equals(name);
    if (name.isEmpty() || !same) {
      throw new IllegalArgumentException(
          "'" + mapping + "' is no list of columns; a column keeps its name");
    }
    return name;
  }

  private static String column(String name) {
    boolean plain = name.equals(name.strip()) && name.chars().noneMatch(c -> ",=`".indexOf(c) >= 0);
    return plain ? name : QualifiedText.inBackticks(name);
  }
}
