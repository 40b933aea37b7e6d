package io.openoms.core.memory;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import io.openoms.testkit.memory.MemoryWrites;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Three tables that are written to: one with a key alone, one with a further unique key, one
 * without a key. The transactions are the same each time, and come one by one. Thread-safe.
 */
final class Shop {

  static final ObjectName ITEM = new ObjectName("shop", "item");
  static final ObjectName NAME = new ObjectName("shop", "name");
  static final ObjectName NOTE = new ObjectName("shop", "note");
  static final List<ObjectName> TABLES = List.of(ITEM, NAME, NOTE);
  static final List<ObjectName> KEYED = List.of(ITEM, NAME);

  private final MemoryServer source;
  private final Deque<Consumer<MemoryWrites>> left = new ArrayDeque<>();

  /** A shop at a server, with its first rows. */
  Shop(MemoryServer source) {
    this.source = source;
    source.create(
        MemoryTables.table("shop", "item").number("id").number("v").primaryKey("id").define());
    source.create(
        MemoryTables.table("shop", "name")
            .number("id")
            .text("name")
            .primaryKey("id")
            .unique("name", "name")
            .define());
    source.create(MemoryTables.table("shop", "note").number("id").text("text").define());
    source.write(
        w -> {
          for (int i = 1; i <= 5; i++) {
            w.insert(ITEM, i, 0).insert(NAME, i, "n" + i).insert(NOTE, i % 2, "x");
          }
        });
  }

  /** Plans one round of transactions; numbers of rounds differ. */
  Shop plan(int round) {
    int base = 100 * round;
    left.add(w -> w.insert(ITEM, base + 1, 1).insert(ITEM, base + 2, 1).insert(NOTE, base, "a"));
    left.add(w -> w.update(ITEM, List.of(base + 1), base + 1, 2).insert(NOTE, base, "a"));
    left.add(w -> w.insert(NAME, base + 1, "m" + round).insert(NAME, base + 2, "l" + round));
    left.add(
        w ->
            w.update(NAME, List.of(base + 1), base + 1, "free")
                .update(NAME, List.of(base + 2), base + 2, "m" + round)
                .update(NAME, List.of(base + 1), base + 1, "l" + round));
    left.add(w -> w.update(ITEM, List.of(base + 2), base + 3, 3).insert(ITEM, base + 4, 1));
    left.add(w -> w.delete(NOTE, base, "a").insert(ITEM, base + 5, 1).insert(ITEM, base + 6, 1));
    left.add(w -> w.delete(ITEM, base + 4).insert(ITEM, base + 4, 9).delete(ITEM, base + 5));
    left.add(w -> w.delete(NAME, base + 1).insert(NAME, base + 3, "l" + round));
    return this;
  }

  /** Plans one more transaction, of any tables of that server. */
  synchronized Shop plan(Consumer<MemoryWrites> transaction) {
    left.add(transaction);
    return this;
  }

  /** Makes the next transaction; false when there is none. */
  synchronized boolean write() {
    Consumer<MemoryWrites> next = left.poll();
    if (next == null) {
      return false;
    }
    // A host that interrupts its threads does not interrupt the shop's own clients.
    boolean interrupted = false;
    boolean written = false;
    while (!written) {
      interrupted |= Thread.interrupted();
      written = isWritten(next);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private boolean isWritten(Consumer<MemoryWrites> next) {
    try {
      source.write(next);
      return true;
    } catch (MigrationException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return false;
    }
  }

  /** Makes all that are left; false when there were none. */
  synchronized boolean writeAll() {
    boolean any = false;
    while (write()) {
      any = true;
    }
    return any;
  }
}
