package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.ForeignKeyDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads foreign keys, and what the model has no place for. */
final class ConstraintReader {

  /** Options that MySQL and MariaDB show for tables whose files are encrypted. */
  private static final Pattern ENCRYPTED = Pattern.compile("encryption='?y|`?encrypted`?='?yes");

  /** How a table's rows are laid out, where its owner has chosen so. */
  private static final Pattern LAYOUT = Pattern.compile("(row_format|key_block_size)=\\w+");

  /** Engines whose rows do not last, are elsewhere, or can only be added. */
  private static final Set<String> OTHER_ENGINES =
      Set.of("MEMORY", "BLACKHOLE", "MRG_MYISAM", "FEDERATED", "CONNECT", "ARCHIVE", "CSV");

  private ConstraintReader() {}

  static List<ForeignKeyDefinition> foreignKeys(List<Row> rows) {
    Map<String, List<Row>> byName =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.text("name"), LinkedHashMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(entry -> foreignKey(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static ForeignKeyDefinition foreignKey(String name, List<Row> rows) {
    Row first = rows.get(0);
    return new ForeignKeyDefinition(
        name,
        rows.stream().map(row -> row.text("own_column")).toList(),
        new ObjectName(first.text("other_database"), first.text("other_table")),
        rows.stream().map(row -> row.text("other_column")).toList(),
        first.text("on_delete"),
        first.text("on_update"));
  }

  /** What stays behind: triggers, and options of the storage that mean more than its layout. */
  static List<String> remains(List<Row> triggers, Row row) {
    List<String> remains = new ArrayList<>();
    triggers.forEach(trigger -> remains.add("trigger " + trigger.text("name")));
    String options = row.text("create_options").toLowerCase(Locale.ROOT);
    if (ENCRYPTED.matcher(options).find()) {
      remains.add("the encryption of its storage");
    }
    Matcher layout = LAYOUT.matcher(options);
    while (layout.find()) {
      remains.add("its option " + layout.group().toUpperCase(Locale.ROOT));
    }
    if (OTHER_ENGINES.contains(row.text("engine").toUpperCase(Locale.ROOT))) {
      remains.add("its storage engine " + row.text("engine"));
    }
    return remains;
  }
}
