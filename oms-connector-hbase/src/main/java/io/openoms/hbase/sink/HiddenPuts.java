package io.openoms.hbase.sink;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.CellStream;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.error.HBaseError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;

/**
 * Requires that readers see what was put. A delete hides also later puts, if their time stamps are
 * not greater than its own, until a major compaction removes it. A put that is missing for another
 * reason, because it has expired or its family keeps fewer versions, is as HBase would have it.
 * Blocks. Thread-safe.
 */
final class HiddenPuts {

  private final Cluster cluster;
  private final FamilyName name;

  HiddenPuts(Cluster cluster, FamilyName name) {
    this.cluster = cluster;
    this.name = name;
  }

  /**
   * Looks.
   *
   * @throws MigrationException CELL_HIDDEN
   */
  void requireNone(List<CellPlace> puts) {
    List<Boolean> visible = CellsThere.ask(cluster, name, puts);
    List<CellPlace> missing = new ArrayList<>();
    for (int i = 0; i < puts.size(); i++) {
      if (!visible.get(i)) {
        missing.add(puts.get(i));
      }
    }
    missing.forEach(place -> hiding(place).ifPresent(delete -> fail(place, delete)));
  }

  private void fail(CellPlace place, Cell delete) {
    throw new MigrationException(
        HBaseError.CELL_HIDDEN,
        ErrorContext.of(name.object()),
        "a put with the time stamp "
            + place.time()
            + " is hidden by an earlier delete, a "
            + delete.getType()
            + " with the time stamp "
            + delete.getTimestamp());
  }

  /** The delete that hides a cell; empty when none does. */
  private Optional<Cell> hiding(CellPlace place) {
    Scan raw =
        new Scan()
            .withStartRow(place.row().get(), true)
            .withStopRow(place.row().get(), true)
            .addFamily(name.bytes())
            .readAllVersions()
            .setRaw(true)
            .setCacheBlocks(false)
            .setAllowPartialResults(true);
    try (CellStream cells = cluster.scan(name.table(), raw, ErrorContext.of(name.object()))) {
      for (Result some = cells.next(); some != null; some = cells.next()) {
        for (Cell cell : some.rawCells()) {
          if (hides(cell, place)) {
            return Optional.of(cell);
          }
        }
      }
    }
    return Optional.empty();
  }

  static boolean hides(Cell delete, CellPlace place) {
    boolean sameColumn = CellUtil.matchingQualifier(delete, place.qualifier().get());
    return switch (delete.getType()) {
      case Delete -> sameColumn && delete.getTimestamp() == place.time();
      case DeleteColumn -> sameColumn && delete.getTimestamp() >= place.time();
      case DeleteFamily -> delete.getTimestamp() >= place.time();
      case DeleteFamilyVersion -> delete.getTimestamp() == place.time();
      default -> false;
    };
  }
}
