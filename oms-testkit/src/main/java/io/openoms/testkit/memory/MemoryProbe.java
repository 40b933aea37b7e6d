package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.ProbeTable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A project's table of one row. Thread-safe. */
record MemoryProbe(MemorySession session, String project) implements ProbeTable {

  private static final String ROW = "1";

  @Override
  public ObjectName name() {
    return new ObjectName("books", "probe " + project);
  }

  private boolean isThere() {
    return session.server().content().tables().containsKey(name());
  }

  @Override
  public void make() {
    if (!isThere()) {
      change(
          transaction -> {
            transaction.write().databases().add(name().database());
            transaction.create(
                MemoryTables.table(name().database(), name().name())
                    .number("number")
                    .number("seen")
                    .primaryKey("number")
                    .define());
          });
    }
  }

  @Override
  public void put(long value) {
    RowImage now = row(value);
    change(
        transaction -> {
          RowImage before = transaction.insert(name(), now);
          if (before != null) {
            transaction.update(name(), before, now);
          }
        });
  }

  private static RowImage row(long value) {
    RowImage.Builder row = new RowImage.Builder(2);
    row.add(ROW.getBytes(StandardCharsets.UTF_8));
    row.add(Long.toString(value).getBytes(StandardCharsets.UTF_8));
    return row.build();
  }

  @Override
  public void remove() {
    value().ifPresent(seen -> change(transaction -> transaction.delete(name(), row(seen))));
  }

  @Override
  public OptionalLong value() {
    MemoryTable table =
        Objects.requireNonNull(session.server().content().tables().get(name()), "it was not made");
    return table.rows().stream()
        .mapToLong(row -> Long.parseLong(MemoryWrites.text(row, 1)))
        .findFirst();
  }

  @Override
  public void drop() {
    if (isThere()) {
      change(transaction -> transaction.drop(name()));
    }
  }

  private void change(Consumer<MemoryTransaction> change) {
    MemoryTransaction transaction = session.begin();
    try {
      change.accept(transaction);
      transaction.commit();
    } finally {
      session.end(transaction);
    }
  }
}
