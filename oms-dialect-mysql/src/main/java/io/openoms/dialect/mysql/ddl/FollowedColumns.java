package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a target's table that go, get another form or name, come, or move. Not
 * thread-safe; one use.
 */
final class FollowedColumns {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final TableDefinition existing;
  private final ObjectName target;
  private final DefinitionChange change;
  private final HeldForm before;
  private final HeldForm after;
  private final List<SchemaStatement> statements = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** The target's columns after the statements so far, in order. */
  private final List<String> names = new ArrayList<>();

  FollowedColumns(
      TableDefinition existing,
      ObjectName target,
      DefinitionChange change,
      HeldForm before,
      HeldForm after) {
    this.existing = existing;
    this.target = target;
    this.change = change;
    this.before = before;
    this.after = after;
    existing.columns().forEach(column -> names.add(column.name()));
  }

  List<String> faults() {
    return faults;
  }

  List<SchemaStatement> statements() {
    drop();
    rename();
    modify();
    add();
    move();
    return statements;
  }

  private void alter(String clause) {
    statements.add(TableFollowing.statement(target, clause));
  }

  private void drop() {
    drop(true);
    drop(false);
  }

  /** Generated columns go before those that they are computed from. */
  private void drop(boolean generated) {
    for (ColumnDefinition column : before.table().columns()) {
      boolean goes =
          !change.origins().containsValue(column.name())
              && column.generated().isPresent() == generated;
      if (goes && place(column.name()) >= 0 && !isTakenOver(column.name())) {
        alter("DROP COLUMN " + Identifiers.quote(column.name()));
        names.remove(place(column.name()));
      }
    }
  }

  /** Whether the column of that name is the one that was renamed to it already. */
  private boolean isTakenOver(String name) {
    String origin = change.origins().get(name);
    return origin != null && place(origin) < 0;
  }

  private void rename() {
    List<String[]> open = new ArrayList<>();
    change
        .origins()
        .forEach(
            (name, origin) -> {
              if (!name.equals(origin)) {
                open.add(new String[] {origin, name});
              }
            });
    boolean exchanges =
        open.stream()
            .anyMatch(
                one ->
                    open.stream()
                        .anyMatch(
                            o -> o[0].equalsIgnoreCase(one[1]) && !o[0].equalsIgnoreCase(one[0])));
    if (exchanges) {
      faults.add("columns take each other's names");
      return;
    }
    for (String[] one : open) {
      rename(one[0], one[1]);
    }
  }

  private void rename(String origin, String name) {
    int old = place(origin);
    if (old < 0 && place(name) >= 0) {
      return;
    }
    boolean caseAlone = origin.equalsIgnoreCase(name);
    if (old < 0 || (place(name) >= 0 && !caseAlone)) {
      faults.add(
          "column "
              + origin
              + " becomes "
              + name
              + ", and "
              + target
              + " has "
              + (old < 0 ? "neither" : "both"));
      return;
    }
    alter("CHANGE COLUMN " + Identifiers.quote(origin) + " " + after.columns().get(name));
    names.set(old, name);
  }

  private void modify() {
    after
        .columns()
        .forEach(
            (name, sql) -> {
              String origin = change.origins().get(name);
              boolean changes =
                  origin != null
                      && origin.equals(name)
                      && !sql.equals(before.columns().get(origin));
              if (changes && place(name) < 0) {
                faults.add("column " + name + " is not in " + target);
              } else if (changes) {
                alter("MODIFY COLUMN " + sql);
              }
            });
  }

  private void add() {
    add(false);
    add(true);
  }

  /** Generated columns come behind those that they are computed from. */
  private void add(boolean generated) {
    Optional<String> previous = Optional.empty();
    for (ColumnDefinition column : after.table().columns()) {
      boolean comes =
          !change.origins().containsKey(column.name())
              && column.generated().isPresent() == generated;
      if (comes) {
        add(column, previous);
      }
      previous = Optional.of(column.name());
    }
  }

  private void add(ColumnDefinition column, Optional<String> previous) {
    String sql = after.columns().get(column.name());
    boolean stamped = isStamped(column);
    if (place(column.name()) < 0) {
      String first = stamped ? after.renderers().columns().full(stamp(column)) : sql;
      alter("ADD COLUMN " + first + behind(previous));
      insert(column.name(), previous);
    } else if (!isThere(column.name())) {
      faults.add("column " + column.name() + " is in " + target + " with another type");
      return;
    }
    if (stamped) {
      alter("MODIFY COLUMN " + sql);
    }
  }

  /** Rows that are there get the time of the source's statement. */
  private static boolean isStamped(ColumnDefinition column) {
    return column.generated().isEmpty()
        && column
            .defaultValue()
            .filter(
                value ->
                    value instanceof DefaultValue.Expression expression
                        && expression.sql().sql().startsWith("CURRENT_TIMESTAMP"))
            .isPresent();
  }

  private ColumnDefinition stamp(ColumnDefinition column) {
    return column.withDefault(DefaultValue.literal(SECONDS.format(change.at())));
  }

  /** Whether the target has an added column already, of its type. */
  private boolean isThere(String name) {
    Optional<ColumnDefinition> there = existing.column(name);
    Optional<ColumnDefinition> wanted = after.table().column(name);
    return there.isPresent()
        && wanted.isPresent()
        && there.get().type().kind() == wanted.get().type().kind()
        && there.get().type().neutral().equals(wanted.get().type().neutral());
  }

  private String behind(Optional<String> previous) {
    return previous
        .map(name -> place(name) < 0 ? "" : " AFTER " + Identifiers.quote(name))
        .orElse(" FIRST");
  }

  private void insert(String name, Optional<String> previous) {
    int at = previous.map(this::place).orElse(-1);
    names.add(previous.isPresent() && at < 0 ? names.size() : at + 1, name);
  }

  /** Columns whose order changes; where the target has another order anyway, it keeps that. */
  private void move() {
    List<String> kept = new ArrayList<>();
    before.table().columns().stream()
        .flatMap(column -> nameNow(column.name()).stream())
        .forEach(kept::add);
    Optional<String> previous = Optional.empty();
    int at = 0;
    for (ColumnDefinition column : after.table().columns()) {
      String name = column.name();
      if (change.origins().containsKey(name)) {
        if (!kept.get(at).equals(name)) {
          kept.remove(name);
          kept.add(at, name);
          alter("MODIFY COLUMN " + after.columns().get(name) + behind(previous));
        }
        at++;
      }
      previous = Optional.of(name);
    }
  }

  private Optional<String> nameNow(String origin) {
    return change.origins().entrySet().stream()
        .filter(entry -> entry.getValue().equals(origin))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private int place(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
