package io.openoms.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.openoms.Following;
import io.openoms.ObjectName;
import io.openoms.Progress;
import io.openoms.SkipReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes counters that only grow out of figures that begin anew with each run. Calls come one after
 * another, as a listener's do.
 */
final class Totals {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Counter, Long> seen = new HashMap<>();
  private boolean counting;

  Totals(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  void add(Progress progress) {
    grow(counter("openoms.copied", "bytes", "Row data copied", tags), progress.bytes());
    progress.following().ifPresent(this::add);
  }

  private void add(Following following) {
    grow(
        counter("openoms.captured", "changes", "Changes of rows read from the log", tags),
        following.capturedChanges());
    grow(counter("openoms.retries", "steps", "Steps tried again", tags), following.retries());
    Counter transactions =
        counter("openoms.transactions", "transactions", "Transactions applied", tags);
    if (!counting) {
      // This figure is the project's: what earlier processes applied is not counted here.
      counting = true;
      seen.put(transactions, following.appliedTransactions());
    }
    grow(transactions, following.appliedTransactions());
    following.tables().forEach(this::add);
  }

  private void add(ObjectName table, Following.Counts counts) {
    grow(applied(table, "insert"), counts.inserts());
    grow(applied(table, "update"), counts.updates());
    grow(applied(table, "delete"), counts.deletes());
    counts.skipped().forEach((reason, skipped) -> grow(skipped(table, reason), skipped));
  }

  private Counter applied(ObjectName table, String kind) {
    return counter(
        "openoms.applied",
        "changes",
        "Changes of rows applied",
        tags.and("table", table.toString(), "kind", kind));
  }

  private Counter skipped(ObjectName table, SkipReason reason) {
    return counter(
        "openoms.skipped",
        "changes",
        "Changes of rows that were not applied",
        tags.and("table", table.toString(), "reason", reason.name().toLowerCase(Locale.ROOT)));
  }

  private void grow(Counter counter, long figure) {
    long before = seen.getOrDefault(counter, 0L);
    counter.increment((double) (figure < before ? figure : figure - before));
    seen.put(counter, figure);
  }

  private Counter counter(String name, String unit, String description, Tags all) {
    return Counter.builder(name)
        .baseUnit(unit)
        .description(description)
        .tags(all)
        .register(registry);
  }
}
