package io.openoms.cli.output;

import io.openoms.SwitchStatus;
import io.openoms.SwitchStepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a switchover, as people and programs read them. */
public final class SwitchSteps {

  private SwitchSteps() {}

  /** One line of a step. */
  public static String line(SwitchStepResult step) {
    String time =
        step.began()
            .flatMap(began -> step.ended().map(ended -> Duration.between(began, ended)))
            .map(spent -> "  " + Figures.seconds(spent))
            .orElse("");
    String detail = step.detail().isEmpty() ? "" : "  " + step.detail();
    return step.step().label() + " " + word(step) + time + detail;
  }

  private static String word(SwitchStepResult step) {
    return step.status().name().toLowerCase(Locale.ROOT);
  }

  /** Prints the whole log for people. */
  public static void print(SwitchStatus status) {
    Console.result("direction " + status.direction().label());
    Console.result("last switchover, from " + status.from().label() + ":");
    status.steps().forEach(step -> Console.result("  " + line(step)));
  }

  /** A step's fields. */
  public static Map<String, @Nullable Object> fields(SwitchStepResult step) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("step", step.step().label());
    fields.put("status", word(step));
    fields.put("began", step.began().map(Object::toString).orElse(null));
    fields.put("ended", step.ended().map(Object::toString).orElse(null));
    fields.put("detail", step.detail());
    return fields;
  }

  /** The whole log's fields. */
  public static Map<String, @Nullable Object> fields(SwitchStatus status) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("direction", status.direction().label());
    fields.put("from", status.from().label());
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    status.steps().forEach(step -> steps.add(fields(step)));
    fields.put("steps", steps);
    return fields;
  }
}
