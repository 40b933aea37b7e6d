package io.openoms.dashboard.view;

import io.openoms.Following;
import io.openoms.MigrationRun;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.VerificationReport;
import io.openoms.dashboard.journal.RunJournal;
import io.openoms.dashboard.journal.Trouble;
import io.openoms.dashboard.journal.WatchedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what the tabs show of a run. Never blocks. */
public final class Views {

  private Views() {}

  /** Before a run is started: the project alone. */
  public static Map<String, Object> waiting(String project, Head.Means means) {
    return Map.of("head", Head.waiting(project, means));
  }

  /** The head and one tab of a run. */
  public static Map<String, @Nullable Object> of(WatchedRun watched, Tab tab, Head.Means means) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("head", Head.of(watched, means));
    view.put(tab.label(), body(watched, tab));
    return view;
  }

  private static @Nullable Object body(WatchedRun watched, Tab tab) {
    RunJournal journal = watched.journal();
    return switch (tab) {
      case OVERVIEW -> overview(watched);
      case TABLES -> objects(watched, kind -> kind == ObjectKind.TABLE);
      case INDEXES -> journal.indexes().stream().map(IndexView::of).toList();
      case OBJECTS -> others(watched);
      case PERFORMANCE -> HistoryView.of(journal.history());
      case VERIFICATION -> verification(watched).map(VerificationView::of).orElse(null);
      case SWITCHOVER -> switchover(watched).orElse(null);
    };
  }

  private static Map<String, Object> overview(WatchedRun watched) {
    Map<String, Long> byStatus =
        results(watched).stream()
            .collect(
                Collectors.groupingBy(
                    object -> object.status().label(), LinkedHashMap::new, Collectors.counting()));
    return Map.of(
        "objects", byStatus,
        "errors", troubles(watched.journal().errors()),
        "warnings", troubles(watched.journal().warnings()));
  }

  private static List<TroubleView> troubles(List<Trouble> troubles) {
    return troubles.stream().limit(50).map(TroubleView::of).toList();
  }

  private static Map<String, Object> others(WatchedRun watched) {
    List<TroubleView> leftBehind =
        watched.journal().warnings().stream()
            .filter(warning -> warning.object().isEmpty())
            .map(TroubleView::of)
            .toList();
    List<ObjectView> notices =
        results(watched).stream()
            .filter(object -> !object.warnings().isEmpty())
            .map(object -> ObjectView.of(object, watched))
            .toList();
    return Map.of(
        "objects", objects(watched, kind -> kind != ObjectKind.TABLE),
        "leftBehind", leftBehind,
        "notices", notices);
  }

  private static List<TableView> objects(WatchedRun watched, Predicate<ObjectKind> kinds) {
    Map<ObjectName, Following.Counts> changes = changes(watched);
    return results(watched).stream()
        .filter(object -> kinds.test(object.kind()))
        .map(object -> TableView.of(object, changes))
        .toList();
  }

  static Map<ObjectName, Following.Counts> changes(WatchedRun watched) {
    return watched.journal().following().map(Following::tables).orElse(Map.of());
  }

  private static List<ObjectResult> results(WatchedRun watched) {
    return watched.run().map(MigrationRun::objects).orElse(List.of());
  }

  /** One object; empty when the run has none of that name. */
  public static Optional<ObjectView> object(WatchedRun watched, String source) {
    return results(watched).stream()
        .filter(object -> object.source().toString().equals(source))
        .findFirst()
        .map(object -> ObjectView.of(object, watched));
  }

  /** The last verification of the run; empty before. */
  public static Optional<VerificationReport> verification(WatchedRun watched) {
    return watched.run().flatMap(run -> run.verification().last());
  }

  private static Optional<SwitchoverView> switchover(WatchedRun watched) {
    return watched
        .run()
        .filter(run -> watched.project().phases().contains(Phase.SWITCHOVER))
        .map(run -> SwitchoverView.of(run.switchover()));
  }
}
