package io.openoms.dashboard.view;

import io.openoms.dashboard.journal.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of the run in columns, as charts take them. */
final class HistoryView {

  private HistoryView() {}

  static Map<String, List<? extends @Nullable Number>> of(List<Sample> samples) {
    Map<String, List<? extends @Nullable Number>> columns = new LinkedHashMap<>();
    columns.put("at", column(samples, sample -> sample.at().toEpochMilli() / 1000.0));
    columns.put("rows", column(samples, Sample::rows));
    columns.put("bytes", column(samples, Sample::bytes));
    columns.put("compared", column(samples, Sample::compared));
    columns.put("captured", column(samples, Sample::captured));
    columns.put("applied", column(samples, Sample::applied));
    columns.put("lag", column(samples, Sample::lag));
    columns.put("spool", column(samples, Sample::spool));
    columns.put("executing", column(samples, Sample::executing));
    columns.put("committing", column(samples, Sample::committing));
    return columns;
  }

  /** To a thousandth: more digits only make the answer longer. */
  private static List<? extends @Nullable Number> column(
      List<Sample> samples, Function<Sample, @Nullable Double> figure) {
    return samples.stream().map(figure).map(HistoryView::rounded).toList();
  }

  private static @Nullable Double rounded(@Nullable Double figure) {
    return figure == null ? null : Math.rint(figure * 1000) / 1000;
  }
}
