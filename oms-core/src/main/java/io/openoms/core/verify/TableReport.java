package io.openoms.core.verify;

import io.openoms.core.verify.report.Correction;
import io.openoms.core.verify.report.ReportDirectory;
import io.openoms.core.verify.report.TableFiles;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one table that differ to the files of the report. Thread-safe; blocks. */
final class TableReport {

  private final Rows rows;
  private final TableFiles files;

  TableReport(VerifiedTable table, ReportDirectory directory, Optional<CorrectionScript> script) {
    this.rows = new Rows(table);
    List<String> key = table.key().stream().map(ColumnDefinition::name).toList();
    this.files = directory.files(table.target().table(), key, script);
  }

  void add(Found found) {
    RowImage key = found.key();
    RowBatch source = whole(found.source());
    files.add(
        new Correction(
            found.difference(),
            key == null ? null : rows.batch(List.of(key)),
            source,
            whole(found.sink()),
            source == null ? null : changed(source, found.difference().columns())));
  }

  private @Nullable RowBatch whole(@Nullable RowImage row) {
    return row == null ? null : rows.whole(List.of(row));
  }

  private @Nullable RowBatch changed(RowBatch source, List<String> names) {
    Set<String> differing = Set.copyOf(names);
    int[] numbers =
        IntStream.range(0, source.columns().size())
            .filter(column -> differing.contains(source.columns().get(column).name()))
            .toArray();
    return numbers.length == 0 ? null : source.columns(numbers);
  }

  void finish() {
    files.finish();
  }
}
