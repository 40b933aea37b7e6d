package io.openoms.core.verify.report;

import io.openoms.RowDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one table's rows that differ, in the form of RFC 4180, in UTF-8: what is wrong, the
 * columns that differ, the key's values. One thread.
 */
final class KeyFile {

  private final List<String> key;
  private final AppendedFile out;

  KeyFile(List<String> key, Path file) throws IOException {
    this.key = key;
    this.out = new AppendedFile(file);
    line(Stream.concat(Stream.of("difference", "columns"), key.stream()));
  }

  void add(RowDifference row) throws IOException {
    Map<String, @Nullable String> values = row.key();
    line(
        Stream.concat(
            Stream.of(row.kind().name().toLowerCase(Locale.ROOT), columns(row)),
            key.stream().map(name -> String.valueOf(values.get(name)))));
  }

  private static String columns(RowDifference row) {
    return String.join(" ", row.columns());
  }

  private void line(Stream<String> fields) throws IOException {
    out.append(fields.map(KeyFile::field).collect(Collectors.joining(",", "", "\r\n")));
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  void finish() throws IOException {
    out.finish();
  }
}
