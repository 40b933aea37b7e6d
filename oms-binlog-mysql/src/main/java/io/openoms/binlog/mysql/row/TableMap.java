package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.value.LoggedType;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as the log describes it before rows of it. Immutable.
 *
 * @param id the number by which rows refer to it
 * @param database its database
 * @param table its name
 * @param columns how its columns are written, in order
 * @param names the columns' names, where the log has them; else empty
 */
public record TableMap(
    long id, String database, String table, List<LoggedType> columns, List<String> names) {

  private static final int MOST_COLUMNS = 4_096;
  private static final int COLUMN_NAMES = 4;

  public TableMap {
    columns = List.copyOf(columns);
    names = List.copyOf(names);
  }

  /** Reads a map's event. */
  public static TableMap read(Cursor in, int idBytes) {
    long id = in.number(idBytes);
    in.skip(2);
    String database = name(in);
    String table = name(in);
    int count = count(in);
    Cursor types = in.slice(count);
    Cursor meta = in.slice(in.packed());
    List<LoggedType> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(LoggedType.read(types.u1(), meta));
    }
    in.skip((count + 7) / 8);
    return new TableMap(id, database, table, columns, names(in, count));
  }

  /** Its database and its own name. */
  String name() {
    return database + "." + table;
  }

  /** Whether another map is of the same table. */
  boolean isOfTheSameTable(TableMap other) {
    return database.equals(other.database) && table.equals(other.table);
  }

  private static String name(Cursor in) {
    String name = in.text(in.u1());
    in.skip(1);
    return name;
  }

  private static int count(Cursor in) {
    long count = in.packed();
    if (count > MOST_COLUMNS) {
      throw new MalformedEventException("a table has " + count + " columns");
    }
    return (int) count;
  }

  /** What else is told of the columns; only their names are of use. */
  private static List<String> names(Cursor in, int count) {
    List<String> names = new ArrayList<>();
    while (in.left() > 0) {
      int kind = in.u1();
      Cursor field = in.slice(in.packed());
      while (kind == COLUMN_NAMES && field.left() > 0) {
        names.add(field.text(field.packed()));
      }
    }
    if (!names.isEmpty() && names.size() != count) {
      throw new MalformedEventException(count + " columns have " + names.size() + " names");
    }
    return names;
  }
}
