package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.ViewVerification;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredSwitch;
import io.openoms.spi.state.StoredVerification;
import io.openoms.spi.state.WriterRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Bookkeeping within a transaction. One thread. */
record MemoryStateTransaction(MemorySession session, MemoryTransaction transaction)
    implements StateTransaction {

  @Override
  public void putObject(String project, StoredObject object) {
    books(project).put(object);
  }

  @Override
  public void removeObject(String project, ObjectName source) {
    MemoryBooks books = books(project);
    StoredObject before = books.objects.remove(source);
    if (before != null) {
      books.comparisons.remove(before.target());
      books.deadLetters.remove(before.target());
    }
    books.milestones.remove(source);
    books.chunks.remove(source);
  }

  @Override
  public void removeDefinitions(String project, ObjectName source) {
    books(project).definitions.removeIf(definition -> definition.source().equals(source));
  }

  @Override
  public void clearMilestone(String project, ObjectName source, Milestone milestone) {
    books(project).milestones(source).remove(milestone);
  }

  @Override
  public void putSwitchover(String project, StoredSwitch log) {
    books(project).switchover = log;
  }

  @Override
  public void putSource(String project, String sourceId) {
    books(project).sourceId = sourceId;
  }

  @Override
  public void putPhase(String project, StoredPhase phase) {
    books(project).phases.put(phase.phase(), phase);
  }

  @Override
  public void putError(String project, String error) {
    books(project).error = error;
  }

  @Override
  public void addChunks(String project, ObjectName source, List<StoredChunk> chunks) {
    SortedMap<Long, MemoryBooks.Chunk> all = books(project).chunks(source);
    chunks.forEach(chunk -> all.put(chunk.number(), new MemoryBooks.Chunk(chunk, false, 0, 0)));
  }

  @Override
  public boolean completeChunk(
      String project, ObjectName source, long number, long rows, long conflicts) {
    SortedMap<Long, MemoryBooks.Chunk> all = books(project).chunks(source);
    MemoryBooks.Chunk before = all.get(number);
    if (before == null || before.done()) {
      return false;
    }
    all.put(number, new MemoryBooks.Chunk(before.chunk(), true, rows, conflicts));
    return true;
  }

  @Override
  public void advance(WriterRow writer) {
    MemoryBooks.Writer before = owned(writer);
    advance(writer, before == null ? 0 : before.window());
  }

  @Override
  public void advance(WriterRow writer, long window) {
    if (owned(writer) == null) {
      throw MemoryServer.failure(
          MemoryError.MEMORY_FENCED,
          "another engine has taken the project " + writer.project() + " over");
    }
    transaction.mark(writer.project());
    books(writer.project())
        .writers
        .put(writer.writer(), new MemoryBooks.Writer(writer.epoch(), window));
  }

  /** The writer's row; null when it is not of that engine any more. */
  private MemoryBooks.@Nullable Writer owned(WriterRow writer) {
    MemoryBooks.Writer row = books(writer.project()).writers.get(writer.writer());
    return row != null && row.epoch() == writer.epoch() ? row : null;
  }

  @Override
  public void putApply(String project, StoredApply apply) {
    books(project).apply = apply;
  }

  @Override
  public void addDefinition(String project, StoredDefinition definition) {
    List<StoredDefinition> all = books(project).definitions;
    all.removeIf(
        known ->
            known.source().equals(definition.source()) && known.number() == definition.number());
    all.add(definition);
  }

  @Override
  public void putVerification(String project, StoredVerification verification) {
    books(project).verifications.put(verification.target(), verification);
  }

  @Override
  public void putViews(String project, List<ViewVerification> views) {
    MemoryBooks books = books(project);
    books.views.clear();
    books.views.addAll(views);
  }

  @Override
  public void removeVerification(String project, ObjectName target) {
    books(project).verifications.remove(target);
    books(project).differences.remove(target);
  }

  @Override
  public void putComparison(String project, StoredComparison comparison) {
    books(project).comparisons.put(comparison.target(), comparison);
  }

  @Override
  public void removeComparison(String project, ObjectName target) {
    books(project).comparisons.remove(target);
  }

  @Override
  public void addDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    books(project).deadLetters.computeIfAbsent(target, any -> new HashSet<>()).addAll(keys);
  }

  @Override
  public void removeDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    books(project).deadLetters.getOrDefault(target, new HashSet<>()).removeAll(Set.copyOf(keys));
  }

  @Override
  public void addDifferences(
      String project, ObjectName target, List<StoredDifference> differences) {
    SortedMap<Long, StoredDifference> all = books(project).differences(target);
    differences.forEach(difference -> all.put(difference.number(), difference));
  }

  @Override
  public void removeDifferences(String project, ObjectName target, long upTo) {
    books(project).differences(target).headMap(upTo + 1).clear();
  }

  @Override
  public void putConflict(String project, StoredConflict conflict) {
    books(project).conflicts.put(conflict.number(), conflict);
  }

  @Override
  public void passConflicts(String project, long upTo) {
    books(project).passedConflicts = upTo;
  }

  @Override
  public void putStop(String project, StoredStop stop) {
    books(project).stops.put(stop.stop().transaction(), stop);
  }

  @Override
  public void removeStop(String project, String transaction) {
    books(project).stops.remove(transaction);
  }

  @Override
  public void removeOpenStops(String project) {
    books(project).stops.values().removeIf(stop -> stop.decision().isEmpty());
  }

  /** A project that was released has no row: its statements find nothing. */
  private MemoryBooks books(String project) {
    MemoryBooks books = transaction.write().projects().get(project);
    return books == null ? new MemoryBooks() : books;
  }

  @Override
  public void commit() {
    transaction.commit();
  }

  @Override
  public void close() {
    session.end(transaction);
  }
}
