package io.openoms.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians of all rounds, and ratios to the ceiling within each round. Not thread-safe. */
final class Report {

  private static final double MEGABYTE = 1 << 20;

  private final Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
  private final String base;

  /** A report whose ratios are against the competitor of that name. */
  Report(String base) {
    this.base = base;
  }

  void add(String name, Measurement measurement) {
    rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(measurement);
  }

  /** A Markdown table. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| | rows/s | ratio to the "
                + base
                + " (each round) | ratio with index | client CPU µs/row | servers CPU µs/row | allocated bytes/row"
                + " | heap peak MB | live peak MB | index s |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n");
    rounds.forEach(
        (name, measured) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.2f (%s) | %.2f | %.2f | %.2f | %,.0f | %,.0f | %,.0f | %.1f |%n",
                    name,
                    median(measured, Measurement::rowsPerSecond),
                    median(ratios(measured, Measurement::rowsPerSecond)),
                    list(ratios(measured, Measurement::rowsPerSecond)),
                    median(ratios(measured, Measurement::rowsPerSecondWithIndex)),
                    median(measured, Measurement::cpuMicrosPerRow),
                    median(measured, Measurement::serversCpuMicrosPerRow),
                    median(measured, Measurement::allocatedBytesPerRow),
                    median(measured, m -> m.heapPeakBytes() / MEGABYTE),
                    median(measured, m -> m.livePeakBytes() / MEGABYTE),
                    median(measured, m -> m.times().index().toMillis() / 1e3))));
    return table.toString();
  }

  private List<Double> ratios(List<Measurement> measured, ToDoubleFunction<Measurement> rate) {
    List<Measurement> ceiling = rounds.getOrDefault(base, measured);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(measured.size(), ceiling.size()); i++) {
      ratios.add(rate.applyAsDouble(measured.get(i)) / rate.applyAsDouble(ceiling.get(i)));
    }
    return ratios;
  }

  private static String list(List<Double> values) {
    return String.join(
        ", ", values.stream().map(v -> String.format(Locale.ROOT, "%.2f", v)).toList());
  }

  private static double median(List<Measurement> all, ToDoubleFunction<Measurement> figure) {
    return median(all.stream().mapToDouble(figure).boxed().toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
