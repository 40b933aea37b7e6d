package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Notes which tables a project polls, and what they look like. Nothing is added to the tables
 * themselves. Thread-safe.
 */
public final class PollSetup implements CaptureSetup {

  private final Connections connections;
  private final CaptureNames names;

  /** What a project has at the server behind those connections. */
  public PollSetup(Connections connections, String project) {
    this.connections = connections;
    this.names = new CaptureNames(project);
  }

  /** Whether the project polls already. Blocks. */
  public boolean isThere() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      return new CaptureBooks(sql, names).isThere(OwnTable.WINDOWS);
    }
  }

  @Override
  public void establish(List<TableDefinition> tables) {
    Map<ObjectName, TableDefinition> wanted =
        tables.stream()
            .filter(table -> !table.copyKey().isEmpty())
            .collect(Collectors.toMap(TableDefinition::name, Function.identity()));
    try (CaptureSql sql = new CaptureSql(connections)) {
      CaptureBooks books = new CaptureBooks(sql, names);
      CaptureSwitch.refuse(books, OwnTable.KEYS, names);
      books.create(OwnTable.WINDOWS);
      BookedTables booked = new BookedTables(sql, names, books);
      booked.keep(wanted, row -> false, row -> books.remove(row.tab()));
      Map<Long, TableDefinition> begun = new HashMap<>();
      wanted.values().forEach(table -> begun.put(books.add(table.name()), table));
      if (!begun.isEmpty()) {
        booked.captured(begun);
      }
    }
  }

  @Override
  public void release() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      CaptureBooks books = new CaptureBooks(sql, names);
      if (books.hasTables()) {
        books.rows().forEach(row -> books.remove(row.tab()));
        books.drop(OwnTable.WINDOWS);
      }
    }
  }
}
