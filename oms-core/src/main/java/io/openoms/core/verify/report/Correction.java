package io.openoms.core.verify.report;

import io.openoms.RowDifference;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What makes one row at the sink what it is at the source. Batches hold one row. Immutable.
 *
 * @param difference what is reported of the row
 * @param key its key at the sink; null in a table without a key
 * @param source the row at the source; null when it is not there
 * @param sink the row at the sink; null when it is not there
 * @param changed the source's values that differ; null unless both ends have the row
 */
public record Correction(
    RowDifference difference,
    @Nullable RowBatch key,
    @Nullable RowBatch source,
    @Nullable RowBatch sink,
    @Nullable RowBatch changed) {

  /** The statements by which a row goes, or changes in place; empty when it only comes. */
  String before(CorrectionScript script, TableDefinition table, boolean inPlace) {
    if (changed != null && key != null && inPlace) {
      return script.update(table, key, changed);
    }
    if (sink == null) {
      return "";
    }
    return key == null ? script.deleteEqual(table, sink) : script.delete(table, key);
  }

  /** The statement by which a row comes; empty when it goes, or changes in place. */
  String after(CorrectionScript script, TableDefinition table, boolean inPlace) {
    boolean comes = source != null && (changed == null || !inPlace);
    return comes && source != null ? script.insert(table, source) : "";
  }
}
