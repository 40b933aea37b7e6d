package io.openoms.cli.output;

import io.openoms.ComparedPart;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.RowDifference.Kind;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import io.openoms.ViewVerification.Result;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports of verifications for tests. */
final class Reports {

  private Reports() {}

  static VerificationReport of(TableVerification... tables) {
    return new VerificationReport(
        "shop",
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(2),
        Arrays.asList(tables),
        Optional.empty());
  }

  /** A table with rows that differ by the project's rules, and views of some kinds. */
  static VerificationReport withViews() {
    ObjectName table = ObjectName.parse("shop.a");
    return new VerificationReport(
        "shop",
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(
            new TableVerification(
                List.of(table),
                table,
                List.of(new ComparedPart(table, "where id > 5 columns [id, v]")),
                9,
                0,
                0,
                0,
                0,
                7,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty())),
        List.of(
            view("shop.v", Result.EQUAL, List.of(), ""),
            view("shop.w", Result.DIFFERENT, List.of("its query is another one"), ""),
            view("shop.x", Result.UNCOMPARED, List.of(), "SOURCE_MISSING: it is gone")),
        Optional.empty());
  }

  private static ViewVerification view(
      String name, Result result, List<String> notes, String error) {
    ObjectName view = ObjectName.parse(name);
    Optional<String> text = Optional.of(error).filter(told -> !told.isEmpty());
    return new ViewVerification(
        view, view, result, notes, text.map(told -> told.replaceAll(":.*", "")), text);
  }

  static TableVerification consistent(String table) {
    return table(table, 0, 0, 0, 0, List.of());
  }

  static TableVerification failed(String table) {
    ObjectName name = ObjectName.parse(table);
    return new TableVerification(
        List.of(name),
        name,
        7,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        Optional.of("TARGET_MISMATCH"),
        Optional.of("TARGET_MISMATCH: the table is not at the sink"));
  }

  static TableVerification table(
      String table,
      long missing,
      long extra,
      long different,
      long unresolved,
      List<RowDifference> samples) {
    ObjectName name = ObjectName.parse(table);
    return new TableVerification(
        List.of(name),
        name,
        1_000,
        missing,
        extra,
        different,
        unresolved,
        0,
        samples,
        Optional.empty(),
        Optional.empty());
  }

  static RowDifference different(
      Map<String, @Nullable String> source, Map<String, @Nullable String> sink, String column) {
    return new RowDifference(Kind.DIFFERENT, Map.of("id", "7"), source, sink, List.of(column));
  }

  static RowDifference missing(
      Map<String, @Nullable String> key, Map<String, @Nullable String> row) {
    return new RowDifference(Kind.MISSING, key, row, Map.of(), List.of());
  }

  /** Names and values in turn. */
  static Map<String, @Nullable String> row(@Nullable String... namesAndValues) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return row;
  }
}
