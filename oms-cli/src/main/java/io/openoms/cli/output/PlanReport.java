package io.openoms.cli.output;

import io.openoms.MigrationPlan;
import io.openoms.ObjectName;
import io.openoms.PlannedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A plan for people: objects, then what is wrong, then what would arrive in another way, summed up,
 * then the statements, and a verdict at the end.
 */
public final class PlanReport {

  /** Places of one kind of conversion that are named; the others are counted. */
  private static final int NAMED = 3;

  private final MigrationPlan plan;
  private final boolean details;

  /** The report of a plan, with each conversion on its own when details are wanted. */
  public PlanReport(MigrationPlan plan, boolean details) {
    this.plan = plan;
    this.details = details;
  }

  /** The lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(table().lines());
    each(PlannedObject::faults, "fault      ", lines);
    if (details) {
      each(PlannedObject::conversions, "converted  ", lines);
    } else {
      conversions(lines);
    }
    each(PlannedObject::heldBack, "held back  ", lines);
    plan.notMigrated().forEach(text -> lines.add("stays behind: " + text));
    for (PlannedObject object : plan.objects()) {
      object.statements().forEach(sql -> lines.add(sql + ";\n"));
      object.indexStatements().forEach(sql -> lines.add(sql + ";  -- after the copy\n"));
    }
    lines.add(verdict());
    return lines;
  }

  private TextTable table() {
    TextTable table = new TextTable("object", "target", "kind", ">rows (estimate)", "split by");
    for (PlannedObject object : plan.objects()) {
      table.row(
          object.source().toString(),
          object.target().equals(object.source()) ? "" : object.target().toString(),
          object.kind().name().toLowerCase(Locale.ROOT),
          Figures.count(object.estimatedRows()),
          String.join(", ", object.copyKey()));
    }
    return table;
  }

  private void each(Function<PlannedObject, List<String>> what, String title, List<String> lines) {
    for (PlannedObject object : plan.objects()) {
      what.apply(object).forEach(text -> lines.add(title + object.source() + ": " + text));
    }
  }

  /** Those that say the same of different places are one line. */
  private void conversions(List<String> lines) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (PlannedObject object : plan.objects()) {
      for (String text : object.conversions()) {
        int end = text.indexOf(": ");
        String kind = end < 0 ? text : text.substring(end + 2);
        String place = end < 0 ? "" : " " + text.substring(0, end);
        places.computeIfAbsent(kind, k -> new ArrayList<>()).add(object.source() + place);
      }
    }
    places.forEach((kind, where) -> lines.add("converted  " + where(where) + ": " + kind));
  }

  private static String where(List<String> places) {
    if (places.size() <= NAMED) {
      return String.join("; ", places);
    }
    return Figures.count(places.size())
        + " places ("
        + String.join("; ", places.subList(0, NAMED))
        + "; … each with --details)";
  }

  private String verdict() {
    if (plan.isRunnable()) {
      return "The project can run.";
    }
    if (!plan.precheck().isPassed()) {
      int failed = plan.precheck().failures().size();
      return "The project cannot run as it is: %d %s failed."
          .formatted(failed, failed == 1 ? "check" : "checks");
    }
    List<ObjectName> left =
        plan.objects().stream()
            .filter(object -> !object.faults().isEmpty())
            .map(PlannedObject::source)
            .toList();
    return "The project can run, but %d of %d objects cannot be taken over as they are: %s."
        .formatted(left.size(), plan.objects().size(), left.get(0) + (left.size() > 1 ? " …" : ""));
  }
}
