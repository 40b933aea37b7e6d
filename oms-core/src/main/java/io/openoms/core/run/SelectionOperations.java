package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.SelectionChange;
import io.openoms.SelectionChange.Kind;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds objects to a project and takes some out, beside its own selection. All is looked at before
 * anything is stored: what an engine at work could not resolve would stop it. One thread.
 */
final class SelectionOperations {

  private final ProjectDefinition given;
  private final EndpointSession source;
  private final Roles roles;
  private final StateStore store;

  SelectionOperations(ProjectDefinition given, EndpointSession source, Roles roles) {
    this.given = given;
    this.source = source;
    this.roles = roles;
    this.store = roles.stateStore();
  }

  /**
   * Changes the selection. Blocks on both servers.
   *
   * @throws MigrationException OPERATION_REFUSED or SELECTION_INVALID when it cannot be; nothing is
   *     stored then
   */
  void change(List<SelectionChange> changes) {
    if (DirectedRun.needed(given)) {
      throw refused(
          ErrorContext.none(),
          "a project with a reverse direction takes its objects from its own selection alone:"
              + " change that, and start it again");
    }
    if (store.read(given.name()).isEmpty()) {
      throw refused(ErrorContext.none(), "the project " + given.name() + " never started");
    }
    Map<ObjectName, SelectionChange> all = new LinkedHashMap<>();
    store.selectionChanges(given.name()).forEach(change -> all.put(change.object(), change));
    ObjectSelection now = selection(all);
    List<ObjectName> before = names(now);
    List<SelectionChange> named = new ArrayList<>();
    for (SelectionChange change : changes) {
      SelectionChange real = real(change, before, now);
      all.put(real.object(), real);
      named.add(real);
    }
    ObjectSelection then = selection(all);
    List<ObjectName> after = names(then);
    named.forEach(change -> requireDone(change, after, then));
    if (after.isEmpty()) {
      throw refused(ErrorContext.none(), "no object would be left; release the project instead");
    }
    store.changeSelection(given.name(), named);
  }

  private ObjectSelection selection(Map<ObjectName, SelectionChange> changes) {
    return SourceRules.of(given.withSelection(given.selection().changed(changes.values())), source)
        .selection();
  }

  private List<ObjectName> names(ObjectSelection selection) {
    return roles.resolve(selection).objects().stream().map(MigratedObject::source).toList();
  }

  /** The change by the name that the source gives the object. */
  private static SelectionChange real(
      SelectionChange change, List<ObjectName> before, ObjectSelection selection) {
    List<ObjectName> present =
        before.stream()
            .filter(name -> selection.key(name).equals(selection.key(change.object())))
            .toList();
    boolean isAdded = change.kind() == Kind.ADDED;
    if (isAdded != present.isEmpty()) {
      throw refused(
          ErrorContext.of(change.object()),
          isAdded ? "the project has it already" : "the project has no such object");
    }
    return isAdded ? change : new SelectionChange(present.get(0), Kind.REMOVED);
  }

  private static void requireDone(
      SelectionChange change, List<ObjectName> after, ObjectSelection selection) {
    boolean isThere =
        after.stream().anyMatch(name -> selection.key(name).equals(selection.key(change.object())));
    if (isThere != (change.kind() == Kind.ADDED)) {
      throw refused(
          ErrorContext.of(change.object()),
          isThere
              ? "the project has it under another name, too"
              : "the source does not show it, or the project's own selection excludes it");
    }
  }

  private static MigrationException refused(ErrorContext where, String why) {
    return new MigrationException(EngineError.OPERATION_REFUSED, where, why);
  }
}
