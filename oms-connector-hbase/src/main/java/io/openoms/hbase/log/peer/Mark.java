package io.openoms.hbase.log.peer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mark waits for: that the files have been delivered, or, where it has ends, that regions
 * have been delivered up to these. Immutable.
 *
 * @param files log files that hold what is before the mark
 * @param ends of tables that refuse writes, each region with the number of its last entry; empty
 *     where tables may be written to, so that nobody knows
 */
record Mark(List<String> files, Map<String, Long> ends) {

  /** It waits for nothing. */
  static final Mark NONE = new Mark(List.of(), Map.of());

  /** No file's name has one. */
  private static final String BEFORE_NUMBER = "\t";

  Mark {
    files = List.copyOf(files);
    ends = Map.copyOf(ends);
  }

  /** Lines, as they are stored: names of files, and regions with their numbers. */
  String text() {
    return Stream.concat(
            files.stream(),
            new TreeMap<>(ends)
                .entrySet().stream().map(end -> end.getKey() + BEFORE_NUMBER + end.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static Mark parse(String text) {
    Map<Boolean, List<String>> lines =
        text.lines().collect(Collectors.partitioningBy(line -> line.contains(BEFORE_NUMBER)));
    return new Mark(
        lines.getOrDefault(false, List.of()),
        lines.getOrDefault(true, List.of()).stream()
            .map(line -> line.split(BEFORE_NUMBER, -1))
            .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1]))));
  }
}
