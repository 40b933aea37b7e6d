package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What captured tables look like to the server, as far as capture depends on it: the numbers of the
 * table, of where its rows are stored and of its triggers, and its columns. TRUNCATE gives rows
 * another place; a trigger that is made again gets another number. Over one connection; one thread.
 */
final class TablePrints {

  private static final String DOING = "looking at captured tables";

  /** What the server shows of a table. */
  private static final class Shown {
    private final TreeSet<String> objects = new TreeSet<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
  }

  private final CaptureSql sql;
  private final CaptureNames names;
  private final Map<ObjectName, Shown> shown = new HashMap<>();
  private final Map<String, String> triggers = new HashMap<>();

  private TablePrints(CaptureSql sql, CaptureNames names) {
    this.sql = sql;
    this.names = names;
  }

  /** Looks at those tables now. Blocks. */
  static TablePrints read(CaptureSql sql, CaptureNames names, Collection<ObjectName> tables) {
    TablePrints prints = new TablePrints(sql, names);
    if (!tables.isEmpty()) {
      String databases =
          tables.stream()
              .map(ObjectName::database)
              .distinct()
              .map(Literals::text)
              .collect(Collectors.joining(", ", "(", ")"));
      tables.forEach(table -> prints.shown.put(table, new Shown()));
      prints.readObjects(databases);
      prints.readColumns(databases);
    }
    return prints;
  }

  private void readObjects(String databases) {
    sql.query(
        "SELECT owner, object_name, object_type, object_id, data_object_id FROM"
            + " oceanbase.DBA_OBJECTS WHERE owner IN "
            + databases
            + " AND (object_type LIKE 'TABLE%' OR object_type = 'TRIGGER')",
        row -> {
          String name = row.getString(2);
          String numbers = row.getString(4) + ":" + row.getString(5);
          if (row.getString(3).equals("TRIGGER")) {
            triggers.put(row.getString(1) + "." + name, numbers);
          } else {
            Shown table = shown.get(new ObjectName(row.getString(1), name));
            if (table != null) {
              table.objects.add(numbers);
            }
          }
          return name;
        },
        DOING);
  }

  private void readColumns(String databases) {
    sql.query(
        "SELECT table_schema, table_name, column_name, column_type, collation_name, is_nullable,"
            + " extra FROM information_schema.columns WHERE table_schema IN "
            + databases
            + " ORDER BY table_schema, table_name, ordinal_position",
        row -> {
          Shown table = shown.get(new ObjectName(row.getString(1), row.getString(2)));
          if (table != null) {
            table.columns.add(row.getString(3));
            table.types.add(row.getString(4) + " " + row.getString(5) + " " + row.getString(6));
          }
          return 0;
        },
        DOING);
  }

  /** Whether the table is there. */
  boolean isThere(ObjectName table) {
    return !shown(table).objects.isEmpty();
  }

  /** Whether the table has the columns that its triggers name. */
  boolean hasKey(TableDefinition table) {
    Set<String> now = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    now.addAll(shown(table.name()).columns);
    return LoggedKey.of(table).columns().stream()
        .map(ColumnDefinition::name)
        .allMatch(now::contains);
  }

  /** Whether all triggers of a captured table are there. */
  boolean hasTriggers(ObjectName table, long tab) {
    return triggers(table, tab).size() == TableTriggers.count();
  }

  private Set<String> triggers(ObjectName table, long tab) {
    String prefix = table.database() + "." + names.prefix() + tab + "_";
    Set<String> found = new TreeSet<>();
    triggers.forEach(
        (name, number) -> {
          if (name.startsWith(prefix)) {
            found.add(number);
          }
        });
    return found;
  }

  /** The print of a table by which transactions are marked: the table and its trigger. */
  String mark(ObjectName table, long tab) {
    return CaptureNames.digest(shown(table).objects + "\n" + triggers(table, tab));
  }

  /** The table's print, under the key of a definition; it fits into 64 characters. */
  String print(TableDefinition table, long tab) {
    Shown now = shown(table.name());
    return CaptureNames.digest(
        now.objects
            + "\n"
            + now.columns
            + "\n"
            + now.types
            + "\n"
            + triggers(table.name(), tab)
            + "\n"
            + LoggedKey.of(table).names());
  }

  /**
   * Requires that a table still has the columns of a definition.
   *
   * @throws MigrationException CAPTURE_INCOMPLETE when it has others
   */
  void requireColumns(TableDefinition table) {
    List<String> defined = table.columns().stream().map(ColumnDefinition::name).toList();
    if (!shown(table.name()).columns.equals(defined)) {
      throw new MigrationException(
          CaptureError.CAPTURE_INCOMPLETE,
          ErrorContext.of(table.name()),
          "its columns are not those of the definition by which it is followed");
    }
  }

  private Shown shown(ObjectName table) {
    return shown.getOrDefault(table, new Shown());
  }
}
