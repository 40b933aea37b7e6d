package io.openoms.hbase.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.hbase.catalog.FamilyName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Durability;
import org.apache.hadoop.hbase.client.Mutation;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.client.RowMutations;
import org.junit.jupiter.api.Test;

/** What of a window is sent. */
class FamilyChangesTest {

  private final FamilyChanges changes =
      new FamilyChanges(FamilyName.of(new ObjectName("shop", "t$f")).orElseThrow());

  @Test
  void ofEachVersionTheLastChangeAloneIsSent() {
    put("r", "q", 5, "first");
    delete("r", "q", 5);
    put("r", "q", 5, "last");
    put("r", "q", 6, "gone");
    delete("r", "q", 6);

    RowMutations row = (RowMutations) changes.actions().get(0);

    assertThat(row.getMutations()).hasSize(2);
    assertThat(row.getMutations())
        .filteredOn(Put.class::isInstance)
        .singleElement()
        .satisfies(put -> assertThat(cells(put)).containsExactly("q/5/Put/last"));
    assertThat(row.getMutations())
        .filteredOn(Delete.class::isInstance)
        .singleElement()
        .satisfies(delete -> assertThat(cells(delete)).containsExactly("q/6/Delete/"));
    assertThat(changes.puts()).containsExactly(place("r", "q", 5));
  }

  @Test
  void aRowIsOneActionAndNothingIsLeftToTheTablesOwnDurability() {
    put("a", "", 0, "");
    put("a", "q", 1, "v");
    delete("b", "q", 1);
    put("c", "q", 1, "v");
    delete("c", "q", 2);

    List<Row> actions = changes.actions();

    assertThat(actions).hasSize(3);
    assertThat(cells((Put) actions.get(0))).containsExactlyInAnyOrder("/0/Put/", "q/1/Put/v");
    assertThat(((Mutation) actions.get(0)).getDurability()).isEqualTo(Durability.SYNC_WAL);
    assertThat(cells((Delete) actions.get(1))).containsExactly("q/1/Delete/");
    assertThat(((Mutation) actions.get(1)).getDurability()).isEqualTo(Durability.SYNC_WAL);
    assertThat(((RowMutations) actions.get(2)).getMutations())
        .allSatisfy(one -> assertThat(one.getDurability()).isEqualTo(Durability.SYNC_WAL));
  }

  private void put(String row, String qualifier, long time, String value) {
    changes.add(place(row, qualifier, time), Optional.of(bytes(value)));
  }

  private void delete(String row, String qualifier, long time) {
    changes.add(place(row, qualifier, time), Optional.empty());
  }

  private static CellPlace place(String row, String qualifier, long time) {
    return new CellPlace(bytes(row), bytes(qualifier), time);
  }

  private static List<String> cells(Mutation mutation) {
    return mutation.getFamilyCellMap().values().stream()
        .flatMap(List::stream)
        .map(FamilyChangesTest::text)
        .toList();
  }

  private static String text(Cell cell) {
    return text(CellUtil.cloneQualifier(cell))
        + "/"
        + cell.getTimestamp()
        + "/"
        + cell.getType()
        + "/"
        + text(CellUtil.cloneValue(cell));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
