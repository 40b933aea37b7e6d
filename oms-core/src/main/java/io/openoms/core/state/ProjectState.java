package io.openoms.core.state;

import com.google.common.hash.Hashing;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredVerification;
import io.openoms.spi.state.WriterRow;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The engine's hold on its project's stored state, fenced by the epoch: every write proves that no
 * other engine has taken over. Thread-safe; calls block on the sink.
 */
public final class ProjectState {

  private final StateStore store;
  private final String project;
  private final long epoch;

  private ProjectState(StateStore store, String project, long epoch) {
    this.store = store;
    this.project = project;
    this.epoch = epoch;
  }

  /** Takes the project over for writers of those names. */
  public static ProjectState takeOver(
      StateStore store, ProjectDefinition definition, List<String> writers) {
    store.prepare();
    String digest = digest(definition.selection());
    return new ProjectState(
        store, definition.name(), store.takeOver(definition.name(), digest, writers));
  }

  /** Takes a stored project over as it is, for one writer. */
  public static ProjectState takeOver(StateStore store, StoredProject stored, String writer) {
    long epoch = store.takeOver(stored.name(), stored.digest(), List.of(writer));
    return new ProjectState(store, stored.name(), epoch);
  }

  /** Joins the engine of that epoch, in another process: its writers are there already. */
  public static ProjectState join(StateStore store, String project, long epoch) {
    return new ProjectState(store, project, epoch);
  }

  /** A text that is the same for the same selection, and only then. */
  public static String digest(ObjectSelection selection) {
    String text =
        selection.includes()
            + "|"
            + selection.excludes()
            + "|"
            + new TreeMap<>(selection.renames())
            + "|"
            + new TreeMap<>(selection.filters())
            + "|"
            + new TreeMap<>(selection.columns())
            + "|"
            + selection.tables();
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /** The project's name. */
  public String project() {
    return project;
  }

  /** The number by which this engine owns the project. */
  public long epoch() {
    return epoch;
  }

  /** The bookkeeping row of a writer. */
  public WriterRow writer(String name) {
    return new WriterRow(project, name, epoch);
  }

  /** What is stored. */
  public Optional<StoredProject> read() {
    return store.read(project);
  }

  /** Chunks of a table that are not done. */
  public List<StoredChunk> pendingChunks(MigratedObject table) {
    return store.pendingChunks(project, table.source());
  }

  /** The last chunk of a table so far. */
  public Optional<StoredChunk> lastChunk(MigratedObject table) {
    return store.lastChunk(project, table.source());
  }

  /** Stores new chunks, and whether they are the table's last ones. */
  public void addChunks(
      String writer, MigratedObject table, List<StoredChunk> chunks, boolean last) {
    StoredObject next =
        last ? table.storedAfter(Transition.END_SPLIT, Optional.empty()) : table.stored();
    write(
        writer,
        tx -> {
          tx.addChunks(project, table.source(), chunks);
          tx.putObject(project, next);
        });
    if (last) {
      table.move(Transition.END_SPLIT);
    }
  }

  /** Stores an object. */
  public void put(String writer, MigratedObject object) {
    write(writer, tx -> tx.putObject(project, object.stored()));
  }

  /** Stores several objects in one transaction; does nothing for none. */
  public void putAll(String writer, Collection<MigratedObject> objects) {
    if (!objects.isEmpty()) {
      write(
          writer,
          tx -> tx.putObjects(project, objects.stream().map(MigratedObject::stored).toList()));
    }
  }

  /** The tables of which chunks are stored. */
  public Set<ObjectName> chunked() {
    return store.chunked(project);
  }

  /** Stores an object, and forgets its chunks. */
  public void startOver(String writer, MigratedObject object) {
    write(
        writer,
        tx -> {
          tx.removeObject(project, object.source());
          tx.putObject(project, object.stored());
        });
  }

  /** Forgets an object that is not a part of the project any more. */
  public void remove(String writer, ObjectName source) {
    write(writer, tx -> tx.removeObject(project, source));
  }

  /** Stores a phase. */
  public void put(String writer, StoredPhase phase) {
    write(writer, tx -> tx.putPhase(project, phase));
  }

  /** How far the source's log is applied; empty when following it has not begun. */
  public Optional<StoredApply> apply() {
    return store.apply(project);
  }

  /** Stores how far the source's log is applied. */
  public void put(String writer, StoredApply apply) {
    write(writer, tx -> tx.putApply(project, apply));
  }

  /** The last window that a writer has applied; 0 for none. */
  public long window(String writer) {
    return store.windows(project).getOrDefault(writer, 0L);
  }

  /** The schema history, oldest first. */
  public List<StoredDefinition> definitions() {
    return store.definitions(project);
  }

  /** Writes several things in one transaction. */
  public void write(String writer, BiConsumer<String, StateTransaction> changes) {
    write(writer, tx -> changes.accept(project, tx));
  }

  /** What the last verification found. */
  public List<StoredVerification> verifications() {
    return store.verifications(project);
  }

  /** Some of the rows of a table at the sink that the last verification found to differ. */
  public List<StoredDifference> differences(ObjectName target, long after, int limit) {
    return store.differences(project, target, after, limit);
  }

  /** The number of the last of these rows of a table; 0 for none. */
  public long lastDifference(ObjectName target) {
    return store.lastDifference(project, target);
  }

  /** Rows whose change was left to the caller, by their tables at the sink, so many at most. */
  public Map<ObjectName, Set<KeyTuple>> deadLetters(int limit) {
    return store.deadLetters(project, limit);
  }

  /** How far verifications are that have not ended. */
  public List<StoredComparison> comparisons() {
    return store.comparisons(project);
  }

  /** The conflicts that are not passed, by number. */
  public List<StoredConflict> conflicts() {
    return store.conflicts(project);
  }

  /** The number of the last conflict; 0 for none. */
  public long lastConflict() {
    return store.lastConflict(project);
  }

  /** The statements at which following stopped and that are not passed. */
  public List<StoredStop> stops() {
    return store.stops(project);
  }

  /** How many chunks of a table are stored. */
  public long chunks(MigratedObject table) {
    return store.chunks(project, table.source());
  }

  /** Stores which source the run reads, and that nothing has stopped it so far. */
  public void begin(String writer, Optional<String> sourceId) {
    write(
        writer,
        tx -> {
          sourceId.ifPresent(id -> tx.putSource(project, id));
          tx.putError(project, "");
          tx.removeOpenStops(project);
        });
  }

  /** Stores what stopped the run. */
  public void putError(String writer, String error) {
    write(writer, tx -> tx.putError(project, error));
  }

  /** Proves, before a statement that no transaction can hold, that the project is still ours. */
  public void prove(String writer) {
    write(writer, tx -> {});
  }

  /** The stored figures of a phase. */
  public Optional<StoredPhase> phase(Phase phase) {
    return read().flatMap(p -> p.phases().stream().filter(s -> s.phase() == phase).findFirst());
  }

  /** Begins a transaction of the state store, for checkpoints that are not the sink's. */
  public StateTransaction begin() {
    return store.begin();
  }

  private void write(String writer, Consumer<StateTransaction> changes) {
    try (StateTransaction tx = begin()) {
      changes.accept(tx);
      tx.advance(writer(writer));
      tx.commit();
    }
  }
}
