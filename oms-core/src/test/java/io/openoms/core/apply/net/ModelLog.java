package io.openoms.core.apply.net;

import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened at a source: each change, and the rows that were there after it. */
final class ModelLog {

  private static final List<String> KEYS = List.of("a", "A", "b", "B", "c", "d", "e");
  private static final List<String> NUMBERS = List.of("1", "2", "3", "4", "5", "6", "7");
  private static final List<@Nullable String> VALUES = Arrays.asList(null, "x", "X", "y", "Y", "z");

  private final ModelTable table;
  private final List<String> keys;
  private final List<RowChange> changes = new ArrayList<>();
  private final List<List<List<@Nullable String>>> states = new ArrayList<>();

  /**
   * Makes a log of choices.
   *
   * @param first the first choices make the rows that were there before
   */
  ModelLog(boolean keyed, boolean unique, boolean texts, List<Integer> choices, int first) {
    this(new ModelTable(keyed, unique), texts, choices, first);
  }

  /** The same of a table that compares as it likes. */
  ModelLog(ModelTable table, boolean texts, List<Integer> choices, int first) {
    this.keys = texts ? KEYS : NUMBERS;
    this.table = table;
    int made = Math.min(first, choices.size());
    choices.subList(0, made).forEach(choice -> change(choice * 3));
    changes.clear();
    states.clear();
    states.add(List.copyOf(table.rows()));
    choices.subList(made, choices.size()).forEach(this::change);
  }

  List<RowChange> changes() {
    return changes;
  }

  /** Whether at some moment two rows were there that a table which folds holds equal in a key. */
  boolean holdsApart(boolean unique) {
    return states.stream().anyMatch(rows -> !fits(new ModelTable(true, unique), rows));
  }

  private static boolean fits(ModelTable sink, List<List<@Nullable String>> rows) {
    for (List<@Nullable String> row : rows) {
      if (!sink.takes(row, null)) {
        return false;
      }
      sink.rows().add(row);
    }
    return true;
  }

  /** The rows after that many changes. */
  List<List<@Nullable String>> after(int count) {
    return states.get(count);
  }

  private void change(int choice) {
    int rest = choice / 3;
    List<@Nullable String> row =
        Arrays.asList(
            keys.get(rest % keys.size()),
            VALUES.get(rest / 7 % VALUES.size()),
            String.valueOf(rest / 42 % 2));
    List<List<@Nullable String>> rows = table.rows();
    List<@Nullable String> old = rows.isEmpty() ? null : rows.get(rest / 84 % rows.size());
    switch (choice % 3) {
      case 0 -> put(null, row);
      case 1 -> put(old, row);
      default -> put(old, null);
    }
  }

  private void put(@Nullable List<@Nullable String> old, @Nullable List<@Nullable String> row) {
    boolean nothing = old == null && row == null;
    if (nothing || (row != null && !table.takes(row, old))) {
      return;
    }
    table.rows().remove(old);
    if (row != null) {
      table.rows().add(row);
    }
    changes.add(new RowChange(Rows.image(old), Rows.image(row)));
    states.add(List.copyOf(table.rows()));
  }
}
