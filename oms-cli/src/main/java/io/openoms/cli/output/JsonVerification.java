package io.openoms.cli.output;

import io.openoms.ComparedPart;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a verification found, as a part of the summary. It holds no value of a row, but for those
 * that a row filter of the project names.
 */
final class JsonVerification {

  private JsonVerification() {}

  static Map<String, Object> of(VerificationReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("consistent", report.isConsistent());
    report.directory().ifPresent(path -> fields.put("report_dir", path.toString()));
    fields.put("tables", report.tables().stream().map(JsonVerification::table).toList());
    if (!report.views().isEmpty()) {
      fields.put("views", report.views().stream().map(JsonVerification::view).toList());
    }
    return fields;
  }

  private static Map<String, Object> view(ViewVerification view) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("view", view.target().toString());
    fields.put("result", view.result().name().toLowerCase(Locale.ROOT));
    if (!view.notes().isEmpty()) {
      fields.put("notes", view.notes());
    }
    view.error().ifPresent(error -> fields.put("error", error));
    return fields;
  }

  private static Map<String, Object> table(TableVerification table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", table.target().toString());
    fields.put("rows", table.rows());
    fields.put("missing", table.missing());
    fields.put("extra", table.extra());
    fields.put("different", table.different());
    fields.put("unresolved", table.unresolved());
    if (table.byRule() > 0) {
      fields.put("by_rule", table.byRule());
    }
    if (table.deadLetters() > 0) {
      fields.put("dead_letters", table.deadLetters());
    }
    if (table.repaired() > 0) {
      fields.put("repaired", table.repaired());
    }
    if (!table.parts().isEmpty()) {
      fields.put("parts", table.parts().stream().map(JsonVerification::part).toList());
    }
    table.error().ifPresent(error -> fields.put("error", error));
    return fields;
  }

  private static Map<String, Object> part(ComparedPart part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", part.source().toString());
    fields.put("scope", part.scope());
    return fields;
  }
}
