package io.openoms.dialect.mysql.parse;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was read of a table so far. Not thread-safe. */
final class TableParts {

  /** What leads a constraint: its name, or nothing. */
  record Constraint(String name) {}

  final String database;
  final List<ColumnDefinition> columns = new ArrayList<>();
  final List<IndexDefinition> indexes = new ArrayList<>();
  final List<ForeignKeyDefinition> foreignKeys = new ArrayList<>();
  final List<CheckDefinition> checks = new ArrayList<>();
  final List<String> features = new ArrayList<>();
  final List<String> remains = new ArrayList<>();
  final List<SqlText> storage = new ArrayList<>();
  @Nullable String characterSet;
  @Nullable String collation;
  @Nullable String engine;
  OptionalLong autoIncrement = OptionalLong.empty();
  String comment = "";
  Optional<Partitioning> partitioning = Optional.empty();

  TableParts(String database) {
    this.database = database;
  }

  void addKey(IndexDefinition.Kind kind, String name, List<IndexDefinition.Part> parts) {
    add(new IndexDefinition(name, kind, parts, true, "", Optional.empty()));
  }

  /** An index without a name is called as its first column, with a number where that is taken. */
  void add(IndexDefinition index) {
    String name = index.name();
    if (name.isEmpty()) {
      String first = index.parts().get(0).column().orElse("functional_index");
      name = first;
      for (int i = 2; isTaken(name); i++) {
        name = first + "_" + i;
      }
    }
    indexes.add(
        new IndexDefinition(
            name,
            index.kind(),
            index.parts(),
            index.visible(),
            index.comment(),
            index.parser(),
            index.storage()));
  }

  private boolean isTaken(String name) {
    return indexes.stream().anyMatch(index -> index.name().equalsIgnoreCase(name));
  }
}
