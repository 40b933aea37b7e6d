package io.openoms.core.memory;

import io.openoms.ObjectName;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import io.openoms.testkit.memory.MemoryWrites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Transactions over four tables: a key alone, a further unique key, a key that letters' case does
 * not tell apart, no key. Each choice does what fits the rows at that moment, and the model, plain
 * maps, is changed with it. One thread.
 */
final class RandomLog {

  static final ObjectName PLAIN = new ObjectName("logs", "plain");
  static final ObjectName UNIQUE = new ObjectName("logs", "unique");
  static final ObjectName WORD = new ObjectName("logs", "word");
  static final ObjectName LOOSE = new ObjectName("logs", "loose");
  static final List<ObjectName> KEYED = List.of(PLAIN, UNIQUE, WORD);
  static final List<ObjectName> TABLES = List.of(PLAIN, UNIQUE, WORD, LOOSE);

  /** How many things a choice can mean. */
  static final int KINDS = 12;

  private static final int OF_KEYS = 9;

  /**
   * What is to happen next.
   *
   * @param kind below {@link #KINDS}
   * @param one a row
   * @param other another row, or a value
   */
  record Choice(int kind, int one, int other) {}

  private final Map<Integer, Integer> plain = new TreeMap<>();
  private final Map<Integer, String> unique = new TreeMap<>();
  private final Map<String, Integer> word = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> loose = new ArrayList<>();
  private final boolean keyedAlone;

  /** A log of the tables with keys alone, or of all. */
  RandomLog(boolean keyedAlone) {
    this.keyedAlone = keyedAlone;
  }

  /** Creates the tables, without rows. */
  static void create(MemoryServer server) {
    server.create(
        MemoryTables.table("logs", "plain").number("id").number("v").primaryKey("id").define());
    server.create(
        MemoryTables.table("logs", "unique")
            .number("id")
            .text("u")
            .nullable()
            .primaryKey("id")
            .unique("u", "u")
            .define());
    server.create(
        MemoryTables.table("logs", "word")
            .text("w", MemoryTables.NO_CASE)
            .number("v")
            .primaryKey("w")
            .define());
    server.create(MemoryTables.table("logs", "loose").number("id").text("t").define());
  }

  /** The transaction that those choices make. */
  Consumer<MemoryWrites> transaction(List<Choice> choices) {
    List<Consumer<MemoryWrites>> writes = new ArrayList<>();
    choices.forEach(choice -> writes.add(write(choice)));
    return writer -> writes.forEach(write -> write.accept(writer));
  }

  private Consumer<MemoryWrites> write(Choice choice) {
    int kind = keyedAlone ? choice.kind() % OF_KEYS : choice.kind();
    return switch (kind) {
      case 0, 1, 2 -> plain(choice.one(), choice.other());
      case 3, 4 -> unique(choice.one(), choice.other());
      case 5 -> handedOver(choice.one(), choice.other());
      case 6 -> uniqueKey(choice.one(), choice.other());
      case 7, 8 -> word(choice.one(), choice.other());
      default -> loose(choice);
    };
  }

  /** A row comes; is changed, or gets another key; goes. */
  private Consumer<MemoryWrites> plain(int id, int other) {
    Integer before = plain.get(id);
    if (before == null) {
      plain.put(id, other);
      return w -> w.insert(PLAIN, id, other);
    }
    if (other == 0) {
      plain.remove(id);
      return w -> w.delete(PLAIN, id);
    }
    if (plain.containsKey(other)) {
      plain.put(id, before + other);
      return w -> w.update(PLAIN, List.of(id), id, before + other);
    }
    plain.remove(id);
    plain.put(other, before);
    return w -> w.update(PLAIN, List.of(id), other, before);
  }

  /** A row comes with a value that is free, or with none; goes. */
  private Consumer<MemoryWrites> unique(int id, int value) {
    if (unique.containsKey(id)) {
      unique.remove(id);
      return w -> w.delete(UNIQUE, id);
    }
    String text = unique.containsValue("u" + value) ? null : "u" + value;
    unique.put(id, text);
    return w -> w.insert(UNIQUE, id, text);
  }

  /** Two rows exchange their values by way of none, or one value goes from row to row. */
  private Consumer<MemoryWrites> handedOver(int one, int other) {
    if (one == other || !unique.containsKey(one) || !unique.containsKey(other)) {
      return unique(one, other);
    }
    String first = unique.get(one);
    String second = unique.get(other);
    unique.put(one, second);
    unique.put(other, first);
    return w ->
        w.update(UNIQUE, List.of(one), one, null)
            .update(UNIQUE, List.of(other), other, first)
            .update(UNIQUE, List.of(one), one, second);
  }

  /** A row with its value gets another key, or the key of a row that goes. */
  private Consumer<MemoryWrites> uniqueKey(int from, int to) {
    if (from == to || !unique.containsKey(from)) {
      return unique(from, to);
    }
    boolean taken = unique.containsKey(to);
    String value = unique.remove(from);
    unique.put(to, value);
    return w -> (taken ? w.delete(UNIQUE, to) : w).update(UNIQUE, List.of(from), to, value);
  }

  /** A key that changes its case alone, or comes in either. */
  private Consumer<MemoryWrites> word(int number, int other) {
    String lower = "k" + number;
    String wanted = other % 2 == 0 ? lower : "K" + number;
    String stored = word.keySet().stream().filter(wanted::equalsIgnoreCase).findFirst().orElse("");
    if (stored.isEmpty()) {
      word.put(wanted, other);
      return w -> w.insert(WORD, wanted, other);
    }
    word.remove(stored);
    if (other == 0) {
      return w -> w.delete(WORD, stored);
    }
    word.put(wanted, other);
    return w -> w.update(WORD, List.of(stored), wanted, other);
  }

  /** Equal rows come; one of them is changed, or goes. */
  private Consumer<MemoryWrites> loose(Choice choice) {
    int id = choice.one() % 3;
    String row = id + "|t";
    if (choice.kind() == KINDS - 1 && loose.remove(row)) {
      return w -> w.delete(LOOSE, id, "t");
    }
    if (choice.kind() == KINDS - 2 && loose.remove(row)) {
      int next = choice.other() % 3;
      loose.add(next + "|t");
      return w -> w.update(LOOSE, List.of(id, "t"), next, "t");
    }
    loose.add(row);
    return w -> w.insert(LOOSE, id, "t");
  }

  /** What the log brings each table to, as {@link MemoryServer#rows} shows it. */
  Map<ObjectName, List<String>> rows() {
    Map<ObjectName, List<String>> rows = new HashMap<>();
    rows.put(PLAIN, texts(plain));
    rows.put(UNIQUE, texts(unique));
    rows.put(WORD, texts(word));
    rows.put(LOOSE, loose.stream().sorted().toList());
    return rows;
  }

  private static List<String> texts(Map<?, ?> rows) {
    return rows.entrySet().stream()
        .map(row -> row.getKey() + "|" + (row.getValue() == null ? "NULL" : row.getValue()))
        .sorted()
        .collect(Collectors.toList());
  }
}
