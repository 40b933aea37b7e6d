package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a CREATE TABLE statement. Not thread-safe. */
final class TableDraft {

  private final Map<String, String> columns = new LinkedHashMap<>();
  private final List<String> clauses = new ArrayList<>();
  private String options = "";
  private String partitioning = "";

  TableDraft copy() {
    TableDraft copy = new TableDraft();
    copy.columns.putAll(columns);
    copy.clauses.addAll(clauses);
    copy.options = options;
    copy.partitioning = partitioning;
    return copy;
  }

  /** Sets or changes a column; it keeps its place. */
  TableDraft column(String name, String sql) {
    columns.put(name, sql);
    return this;
  }

  /** The columns as they are written, by their names, in order. */
  Map<String, String> columns() {
    return Collections.unmodifiableMap(columns);
  }

  /** Adds keys or constraints. */
  TableDraft clauses(Collection<String> sql) {
    clauses.addAll(sql);
    return this;
  }

  /** Sets all that follows the parentheses, but partitions. */
  TableDraft options(String sql) {
    options = sql;
    return this;
  }

  String options() {
    return options;
  }

  /** Sets the partitions; empty for none. */
  TableDraft partitioning(String sql) {
    partitioning = sql;
    return this;
  }

  String sql(ObjectName name) {
    List<String> lines = new ArrayList<>(columns.values());
    lines.addAll(clauses);
    return "CREATE TABLE "
        + Identifiers.quote(name)
        + " (\n  "
        + String.join(",\n  ", lines)
        + "\n)"
        + options
        + (partitioning.isEmpty() ? "" : "\n" + partitioning);
  }
}
