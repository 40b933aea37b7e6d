package io.openoms.hbase.sink;

import io.openoms.hbase.catalog.FamilyName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Durability;
import org.apache.hadoop.hbase.client.Mutation;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.client.RowMutations;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Changes of one family that wait to be sent: of each version of a cell the last one alone. A put
 * and a delete of one version must not travel together, for the server gives both one number, and
 * the delete hides the put. What changes in one row is sent as one, so readers see all of it or
 * nothing. One thread.
 */
final class FamilyChanges {

  private final FamilyName name;
  private final byte[] family;
  private final Map<Bytes, Map<CellPlace, Optional<byte[]>>> rows = new LinkedHashMap<>();

  FamilyChanges(FamilyName name) {
    this.name = name;
    this.family = name.bytes();
  }

  FamilyName name() {
    return name;
  }

  /**
   * Adds a change.
   *
   * @param value what is put; empty to delete the version
   */
  void add(CellPlace place, Optional<byte[]> value) {
    rows.computeIfAbsent(place.row(), row -> new LinkedHashMap<>()).put(place, value);
  }

  /** What is sent: an action for each row. */
  List<Row> actions() {
    List<Row> actions = new ArrayList<>();
    rows.forEach((row, cells) -> actions.add(action(row.get(), cells)));
    return actions;
  }

  private Row action(byte[] row, Map<CellPlace, Optional<byte[]>> cells) {
    Put put = new Put(row);
    Delete delete = new Delete(row);
    cells.forEach(
        (place, value) ->
            value.ifPresentOrElse(
                bytes -> put.addColumn(family, place.qualifier().get(), place.time(), bytes),
                () -> delete.addColumn(family, place.qualifier().get(), place.time())));
    // Whatever the table's own setting is: a checkpoint counts what is durable.
    put.setDurability(Durability.SYNC_WAL);
    delete.setDurability(Durability.SYNC_WAL);
    if (delete.isEmpty()) {
      return put;
    }
    return put.isEmpty() ? delete : together(row, delete, put);
  }

  private static RowMutations together(byte[] row, Mutation delete, Mutation put) {
    try {
      return new RowMutations(row, 2).add(List.of(delete, put));
    } catch (IOException e) {
      throw new IllegalStateException("both are of that row", e);
    }
  }

  /** The places of all puts. */
  List<CellPlace> puts() {
    return rows.values().stream()
        .flatMap(cells -> cells.entrySet().stream())
        .filter(cell -> cell.getValue().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }
}
