package io.openoms.cli.output;

import io.openoms.MigrationPlan;
import io.openoms.PlannedObject;
import io.openoms.PrecheckItem;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan as JSON: a line for each check, a line for each object, then a summary. */
public final class JsonPlan {

  private JsonPlan() {}

  /** Prints the plan. */
  public static void print(MigrationPlan plan, int exit) {
    plan.precheck().items().forEach(JsonPlan::check);
    plan.objects().forEach(JsonPlan::object);
    Map<String, @Nullable Object> line = JsonLines.event("summary");
    line.put("project", plan.project());
    line.put("exit", exit);
    line.put("runnable", plan.isRunnable());
    line.put("not_migrated", plan.notMigrated());
    JsonLines.print(line);
  }

  /** One check. */
  public static void check(PrecheckItem item) {
    Map<String, @Nullable Object> line = JsonLines.event("check");
    line.put("check", item.check());
    line.put("status", item.status().label());
    line.put("subject", item.subject());
    line.put("cause", item.cause());
    line.put("advice", item.advice());
    JsonLines.print(line);
  }

  private static void object(PlannedObject object) {
    Map<String, @Nullable Object> line = JsonLines.event("plan");
    line.put("object", object.source().toString());
    line.put("target", object.target().toString());
    line.put("kind", object.kind().name().toLowerCase(Locale.ROOT));
    line.put("estimated_rows", object.estimatedRows());
    line.put("copy_key", object.copyKey());
    line.put("statements", object.statements());
    line.put("index_statements", object.indexStatements());
    line.put("conversions", object.conversions());
    line.put("held_back", object.heldBack());
    line.put("faults", object.faults());
    JsonLines.print(line);
  }
}
