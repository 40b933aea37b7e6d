package io.openoms.dashboard.view;

import io.openoms.ObjectResult;
import io.openoms.dashboard.journal.RunJournal;
import io.openoms.dashboard.journal.WatchedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one object.
 *
 * @param object its line in the list
 * @param statement what created it at the sink; null when an earlier run did
 * @param indexes the indexes that this run builds
 * @param notices what was converted or is held back
 * @param failure why it failed in this run
 */
public record ObjectView(
    TableView object,
    @Nullable String statement,
    List<IndexView> indexes,
    List<String> notices,
    @Nullable TroubleView failure) {

  static ObjectView of(ObjectResult object, WatchedRun watched) {
    RunJournal journal = watched.journal();
    return new ObjectView(
        TableView.of(object, Views.changes(watched)),
        journal.statement(object.source()).orElse(null),
        journal.indexes(object.source()).stream().map(IndexView::of).toList(),
        object.warnings(),
        object.status().isFailure()
            ? journal.failure(object.source()).map(TroubleView::of).orElse(null)
            : null);
  }
}
