package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A database server in memory, with tables, a log of changes and bookkeeping. One transaction
 * writes at a time: its first change waits for the one before. Thread-safe.
 */
public final class MemoryServer {

  private static final long LOCK_MILLIS = 20_000;
  private static final long LOOK_MILLIS = 20;

  private final Semaphore writing = new Semaphore(1, true);
  private final AtomicLong epochs = new AtomicLong();
  private final List<MemoryLogged> log = new ArrayList<>();
  private final BitSet logged = new BitSet();
  private final BitSet visible = new BitSet();
  private final BitSet purged = new BitSet();
  private MemoryContent committed = MemoryContent.empty();
  private final List<Position> confirmed = new ArrayList<>();
  private final Map<String, Set<ObjectName>> established = new HashMap<>();
  private final Map<ObjectName, String> unfollowable = new ConcurrentHashMap<>();
  private final Set<ObjectName> unreadable = ConcurrentHashMap.newKeySet();
  private volatile boolean slot;
  private volatile Gate gate = Gate.OPEN;
  private volatile boolean gateLoose;
  private final AtomicInteger gateChanges = new AtomicInteger();
  private volatile boolean minimalImages;
  private volatile boolean sharedPoints = true;
  private volatile @Nullable String collation;

  private final String identity = UUID.randomUUID().toString();

  /** A server without databases, whose log carries whole rows. */
  public MemoryServer() {}

  /** From now on the log carries a key, and the columns that an update changes. */
  public MemoryServer withMinimalImages() {
    minimalImages = true;
    return this;
  }

  /** From now on many tables are read one after another, without a position. */
  public MemoryServer withoutSharedPoints() {
    sharedPoints = false;
    return this;
  }

  boolean hasSharedPoints() {
    return sharedPoints;
  }

  /**
   * The texts of tables that are made from other servers' definitions get that collation, one of
   * {@link MemoryTables}; otherwise they keep theirs.
   */
  public MemoryServer withCollation(String name) {
    collation = name;
    return this;
  }

  /** Creates a table, and its database where that is missing. */
  public void create(TableDefinition table) {
    MemoryTransaction transaction = begin();
    transaction.write().databases().add(table.name().database());
    transaction.create(table);
    transaction.commit();
  }

  /** Removes a table with its rows. */
  public void drop(ObjectName table) {
    MemoryTransaction transaction = begin();
    transaction.drop(table);
    transaction.commit();
  }

  /** Adds a column of numbers to a table; it is NULL in the rows that are there. */
  public void addColumn(ObjectName table, String column) {
    MemoryTransaction transaction = begin();
    transaction.addColumn(table, column);
    transaction.commit();
  }

  /** Changes rows in one transaction. */
  public void write(Consumer<MemoryWrites> changes) {
    writeUnseen(changes).run();
  }

  /**
   * The same, but the transaction stands in the log before anybody sees its rows, as where a
   * replica must have it first.
   *
   * @return makes its rows visible; until then other transactions wait
   */
  public Runnable writeUnseen(Consumer<MemoryWrites> changes) {
    MemoryTransaction transaction = begin();
    try {
      changes.accept(new MemoryWrites(transaction));
      transaction.log();
      return transaction::show;
    } catch (RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    }
  }

  /** The rows of a table as texts, {@code 1|a|NULL}, sorted; none when there is no such table. */
  public List<String> rows(ObjectName table) {
    MemoryTable found = content().tables().get(table);
    return found == null
        ? List.of()
        : found.rows().stream()
            .map(
                row ->
                    IntStream.range(0, row.columns())
                        .mapToObj(column -> MemoryWrites.text(row, column))
                        .collect(Collectors.joining("|")))
            .sorted()
            .toList();
  }

  /** The names of all tables. */
  public Set<ObjectName> tables() {
    return Set.copyOf(content().tables().keySet());
  }

  /** Forgets the log so far. */
  public synchronized void purgeLog() {
    purged.or(logged);
    log.clear();
  }

  /** From now on the log forgets what a reader confirms, as a replication slot does. */
  public MemoryServer withSlot() {
    slot = true;
    return this;
  }

  /** The log cannot be followed for that table, for that reason. */
  public MemoryServer withUnfollowable(ObjectName table, String reason) {
    unfollowable.put(table, reason);
    return this;
  }

  /** Whether the definition of a table can be read; it can until this is called. */
  public MemoryServer withDefinition(ObjectName table, boolean isReadable) {
    if (isReadable) {
      unreadable.remove(table);
    } else {
      unreadable.add(table);
    }
    return this;
  }

  boolean isReadable(ObjectName table) {
    return !unreadable.contains(table);
  }

  Map<ObjectName, String> unfollowable() {
    return Map.copyOf(unfollowable);
  }

  /** The positions that readers have confirmed, in their order. */
  public synchronized List<Position> confirmed() {
    return List.copyOf(confirmed);
  }

  synchronized void confirm(Position position) {
    confirmed.add(position);
    MemoryPosition upTo = MemoryPosition.of(position);
    if (slot) {
      log.stream().map(MemoryLogged::id).filter(upTo::includes).forEach(purged::set);
      log.removeIf(transaction -> upTo.includes(transaction.id()));
    }
  }

  synchronized void establish(String project, List<ObjectName> tables) {
    if (tables.isEmpty()) {
      established.remove(project);
    } else {
      established.put(project, Set.copyOf(tables));
    }
  }

  /** The tables that each project has had prepared for its log, and not released. */
  public synchronized Map<String, Set<ObjectName>> established() {
    return Map.copyOf(established);
  }

  synchronized void requireEstablished(String project, List<ObjectName> tables) {
    if (!established.getOrDefault(project, Set.of()).containsAll(tables)) {
      throw failure(MemoryError.MEMORY_CALL_WRONG, "a table is not established for " + project);
    }
  }

  /** Whether some transaction waits for another one to end. */
  public boolean hasWaiting() {
    return writing.hasQueuedThreads();
  }

  /** A transaction of an application. */
  MemoryTransaction begin() {
    return new MemoryTransaction(this, () -> false, false);
  }

  /** A transaction of the engine. */
  MemoryTransaction begin(BooleanSupplier isCut) {
    return new MemoryTransaction(this, isCut, true);
  }

  /** Who may write. */
  enum Gate {
    OPEN,
    OWN,
    CLOSED
  }

  Gate gate() {
    return gate;
  }

  /** From now on others write as an account that no gate refuses. */
  public void withLooseGate() {
    gateLoose = true;
  }

  boolean isGateLoose() {
    return gateLoose;
  }

  /** When it returns, no transaction that began before can commit any more. */
  void gate(Gate next) {
    lock(() -> false);
    if (gate != next) {
      gateChanges.incrementAndGet();
    }
    gate = next;
    unlock();
  }

  /** Which freeze keeps others from writing; empty when none does. */
  Optional<String> freeze(boolean ownToo) {
    boolean holds = ownToo ? gate == Gate.CLOSED : gate != Gate.OPEN;
    return holds ? Optional.of(gateChanges.toString()) : Optional.empty();
  }

  /** Somebody lets all write, though a gate refuses them. */
  public void openGate() {
    gate(Gate.OPEN);
  }

  /** Somebody lets all write for so long, though a gate refuses them, and nobody afterwards. */
  public void openGateFor(Runnable writes) {
    Gate before = gate;
    gate(Gate.OPEN);
    writes.run();
    gate(before);
  }

  boolean takesWrites(boolean isEngines) {
    return gateLoose || gate == Gate.OPEN || (gate == Gate.OWN && isEngines);
  }

  synchronized MemoryContent content() {
    return committed;
  }

  /** What readers see, and the transactions that they see. */
  synchronized MemorySnapshot snapshot() {
    return new MemorySnapshot(committed, position(visible));
  }

  synchronized Position logEnd() {
    return position(logged);
  }

  private static Position position(BitSet transactions) {
    return new MemoryPosition((BitSet) transactions.clone()).position();
  }

  String identity() {
    return identity;
  }

  Optional<String> collation() {
    return Optional.ofNullable(collation);
  }

  boolean hasMinimalImages() {
    return minimalImages;
  }

  /** A number that no one has got before. */
  long nextEpoch() {
    return epochs.incrementAndGet();
  }

  void lock(BooleanSupplier isCut) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOCK_MILLIS);
    try {
      while (!writing.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isCut.getAsBoolean()) {
          throw failure(MemoryError.MEMORY_SESSION_CLOSED, "the session was cut while it waited");
        }
        if (System.nanoTime() > end) {
          throw failure(MemoryError.MEMORY_LOCKED, "another transaction did not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(MemoryError.MEMORY_SESSION_CLOSED, "the thread was interrupted");
    }
  }

  void unlock() {
    writing.release();
  }

  /** Writes a transaction to the log; its number, or 0 when it changed nothing of tables. */
  synchronized int log(
      List<MemoryLogged.Definition> definitions,
      List<MemoryLogged.Change> changes,
      Set<String> marks) {
    if (changes.isEmpty() && definitions.isEmpty()) {
      return 0;
    }
    int id = Math.max(logged.length(), 1);
    log.add(
        new MemoryLogged(
            id, List.copyOf(definitions), List.copyOf(changes), Set.copyOf(marks), Instant.now()));
    logged.set(id);
    notifyAll();
    return id;
  }

  /** Has readers see a transaction. */
  synchronized void show(int id, MemoryContent content) {
    committed = content;
    visible.set(id, id > 0);
  }

  /** The first transaction behind a position; waits for it, and gives null when none came. */
  synchronized @Nullable MemoryLogged after(MemoryPosition position, long millis)
      throws InterruptedException {
    requireLog(position);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      for (MemoryLogged transaction : log) {
        if (!position.includes(transaction.id())) {
          return transaction;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return null;
      }
      wait(left);
    }
  }

  /** Refuses a position from which the log cannot be read any more. */
  synchronized void requireLog(MemoryPosition position) {
    if (!position.covers(new MemoryPosition(purged))) {
      throw failure(MemoryError.MEMORY_LOG_PURGED, "the log begins behind that position");
    }
  }

  static MigrationException failure(MemoryError code, String what) {
    return new MigrationException(code, ErrorContext.none(), what);
  }
}
