package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.SelectionChange;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import io.openoms.ViewVerification;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.ProbeTable;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredSwitch;
import io.openoms.spi.state.StoredVerification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps projects' state beside the tables. Thread-safe. */
record MemoryStateStore(MemorySession session) implements StateStore {

  @Override
  public void prepare() {
    session.server();
  }

  @Override
  public Optional<StoredProject> read(String project) {
    return books(project).map(books -> books.stored(project));
  }

  /** Waits for the transaction at work, as every change does: what it proved still held. */
  @Override
  public long takeOver(String project, String digest, List<String> writers) {
    return change(
        transaction -> {
          MemoryBooks books =
              transaction.write().projects().computeIfAbsent(project, any -> new MemoryBooks());
          long epoch = session.server().nextEpoch();
          books.epoch = epoch;
          books.digest = digest;
          books.updatedAt = Instant.now();
          books.writers.replaceAll((name, row) -> new MemoryBooks.Writer(epoch, row.window()));
          writers.forEach(
              name -> books.writers.putIfAbsent(name, new MemoryBooks.Writer(epoch, 0)));
          return epoch;
        });
  }

  @Override
  public boolean release(String project) {
    return change(transaction -> transaction.write().projects().remove(project) != null);
  }

  private <T> T change(Function<MemoryTransaction, T> change) {
    MemoryTransaction transaction = session.begin();
    try {
      T result = change.apply(transaction);
      transaction.commit();
      return result;
    } finally {
      session.end(transaction);
    }
  }

  @Override
  public List<StoredChunk> pendingChunks(String project, ObjectName source) {
    return stored(project, source).stream()
        .filter(chunk -> !chunk.done())
        .map(MemoryBooks.Chunk::chunk)
        .toList();
  }

  @Override
  public Optional<StoredChunk> lastChunk(String project, ObjectName source) {
    return stored(project, source).stream()
        .reduce((before, last) -> last)
        .map(MemoryBooks.Chunk::chunk);
  }

  @Override
  public long chunks(String project, ObjectName source) {
    return stored(project, source).size();
  }

  @Override
  public Set<ObjectName> chunked(String project) {
    return books(project).map(books -> Set.copyOf(books.chunks.keySet())).orElse(Set.of());
  }

  private List<MemoryBooks.Chunk> stored(String project, ObjectName source) {
    return books(project)
        .flatMap(books -> Optional.ofNullable(books.chunks.get(source)))
        .map(chunks -> List.copyOf(chunks.values()))
        .orElse(List.of());
  }

  @Override
  public Optional<StoredApply> apply(String project) {
    return books(project).flatMap(books -> Optional.ofNullable(books.apply));
  }

  @Override
  public Map<String, Long> windows(String project) {
    return books(project).map(books -> books.writers).orElse(Map.of()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, writer -> writer.getValue().window()));
  }

  @Override
  public List<StoredDefinition> definitions(String project) {
    return books(project).map(books -> List.copyOf(books.definitions)).orElse(List.of());
  }

  @Override
  public List<StoredVerification> verifications(String project) {
    return books(project).map(books -> List.copyOf(books.verifications.values())).orElse(List.of());
  }

  @Override
  public List<ViewVerification> verifiedViews(String project) {
    return books(project).map(books -> List.copyOf(books.views)).orElse(List.of());
  }

  @Override
  public List<StoredDifference> differences(
      String project, ObjectName target, long after, int limit) {
    return books(project)
        .flatMap(books -> Optional.ofNullable(books.differences.get(target)))
        .map(all -> all.tailMap(after + 1).values().stream().limit(limit).toList())
        .orElse(List.of());
  }

  @Override
  public Map<ObjectName, Set<KeyTuple>> deadLetters(String project, int limit) {
    return books(project).map(books -> books.someDeadLetters(limit)).orElse(Map.of());
  }

  @Override
  public long lastDifference(String project, ObjectName target) {
    return books(project)
        .flatMap(books -> Optional.ofNullable(books.differences.get(target)))
        .filter(all -> !all.isEmpty())
        .map(all -> all.lastKey())
        .orElse(0L);
  }

  @Override
  public List<StoredComparison> comparisons(String project) {
    return books(project).map(books -> List.copyOf(books.comparisons.values())).orElse(List.of());
  }

  @Override
  public Optional<StoredSwitch> switchover(String project) {
    return books(project).flatMap(books -> Optional.ofNullable(books.switchover));
  }

  @Override
  public Optional<String> switchRequest(String project) {
    return books(project).flatMap(books -> Optional.ofNullable(books.switchRequest));
  }

  @Override
  public void askSwitch(String project, String request) {
    change(
        transaction -> {
          MemoryBooks books =
              Objects.requireNonNull(
                  transaction.write().projects().get(project), "no such project");
          books.switchRequest = request.isEmpty() ? null : request;
          return true;
        });
  }

  @Override
  public List<StoredConflict> conflicts(String project) {
    return books(project)
        .map(books -> List.copyOf(books.conflicts.tailMap(books.passedConflicts + 1).values()))
        .orElse(List.of());
  }

  @Override
  public long lastConflict(String project) {
    return books(project)
        .filter(books -> !books.conflicts.isEmpty())
        .map(books -> books.conflicts.lastKey())
        .orElse(0L);
  }

  @Override
  public List<StoredConflict> latestConflicts(String project, int most) {
    List<StoredConflict> all =
        new ArrayList<>(
            books(project)
                .<Collection<StoredConflict>>map(books -> books.conflicts.values())
                .orElse(List.of()));
    Collections.reverse(all);
    return all.stream().limit(most).toList();
  }

  @Override
  public List<StoredStop> stops(String project) {
    return books(project).map(books -> List.copyOf(books.stops.values())).orElse(List.of());
  }

  @Override
  public boolean decide(String project, String transaction, StatementDecision decision) {
    return change(
        work -> {
          MemoryBooks books = work.write().projects().get(project);
          StoredStop stored = books == null ? null : books.stops.get(transaction);
          if (books == null || stored == null || stored.decision().isPresent()) {
            return false;
          }
          StoppedStatement stop = stored.stop();
          StoppedStatement decided =
              new StoppedStatement(
                  transaction, stop.object(), stop.statement(), Optional.of(decision));
          books.stops.put(transaction, new StoredStop(decided, Optional.empty()));
          return true;
        });
  }

  @Override
  public List<SelectionChange> selectionChanges(String project) {
    return books(project)
        .map(books -> List.copyOf(books.selectionChanges.values()))
        .orElse(List.of());
  }

  @Override
  public void changeSelection(String project, List<SelectionChange> changes) {
    change(
        transaction -> {
          MemoryBooks books =
              Objects.requireNonNull(
                  transaction.write().projects().get(project), "no such project");
          changes.forEach(change -> books.selectionChanges.put(change.object(), change));
          return true;
        });
  }

  private Optional<MemoryBooks> books(String project) {
    return Optional.ofNullable(session.server().content().projects().get(project));
  }

  @Override
  public Optional<ProbeTable> probe(String project) {
    return Optional.of(new MemoryProbe(session, project));
  }

  @Override
  public StateTransaction begin() {
    return new MemoryStateTransaction(session, session.begin());
  }
}
