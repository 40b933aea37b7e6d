package io.openoms.binlog.mysql.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.value.CharacterSets;
import io.openoms.binlog.mysql.value.CharacterTables;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.spi.data.CapturedTable;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappedTablesTest {

  private static final int ID_BYTES = 6;
  private static final int STATEMENT_ENDS = 1;

  private final MappedTables tables =
      new MappedTables(
          new CapturedTables(
              List.of(CapturedTablesTest.table(1, 100), CapturedTablesTest.table(2, 200)),
              false,
              false),
          new ValueDecoders(new CharacterSets(new NoCharacters())));

  /** The log repeats the very same map, and the next transaction may be of another definition. */
  @Test
  void anEqualMapIsOfTheDefinitionThatHoldsForItsTransaction() {
    for (int offset : new int[] {50, 150, 160, 250, 150, 50}) {
      map(7, "t", offset);
      Optional<Long> version = rows(7).map(rows -> rows.table().version());
      assertThat(version)
          .isEqualTo(offset < 100 ? Optional.empty() : Optional.of(offset < 200 ? 1L : 2L));
      map(7, "t", offset);
      assertThat(rows(7).map(RowsEvent::table).map(CapturedTable::version)).isEqualTo(version);
      tables.endTransaction();
    }
  }

  @Test
  void aMapHoldsInItsTransactionAlone() {
    map(7, "t", 150);
    rows(7);
    tables.endTransaction();
    map(8, "t", 160);

    assertThatThrownBy(() -> rows(7)).isInstanceOf(MalformedEventException.class);
    assertThat(rows(8)).isPresent();
    tables.clear();
    assertThatThrownBy(() -> rows(8)).isInstanceOf(MalformedEventException.class);
  }

  @Test
  void aNumberThatAnotherTableHadBelongsToNoneUntilTheFileEnds() {
    map(7, "t", 150);
    rows(7);
    tables.endTransaction();

    assertThatThrownBy(() -> map(7, "u", 160))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("d.u")
        .hasMessageContaining("d.t before");
    tables.beginFile();
    map(7, "u", 170);
    assertThat(rows(7)).isEmpty();
  }

  /** A damaged map may name nothing, and its rows are counted nowhere. */
  @Test
  void rowsOfAnEmptyNameBelongToNoCapturedTable() {
    map(7, "", 150);

    assertThat(rows(7)).isEmpty();
    assertThat(tables.takeSkipped()).isEmpty();
  }

  private void map(long id, String table, int offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, id, ID_BYTES);
    number(out, 0, 2);
    for (String name : List.of("d", table)) {
      out.write(name.length());
      out.writeBytes(name.getBytes(UTF_8));
      out.write(0);
    }
    // Neither columns nor what is told of them.
    number(out, 0, 2);
    tables.map(new Cursor(out.toByteArray()), ID_BYTES, "log.000001:" + offset);
  }

  private Optional<RowsEvent> rows(long id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, id, ID_BYTES);
    number(out, STATEMENT_ENDS, 2);
    number(out, 2, 2);
    number(out, 0, 1);
    return tables.rows(EventType.WRITE_ROWS, new Cursor(out.toByteArray()), ID_BYTES);
  }

  /** Tables without columns have no texts. */
  private static final class NoCharacters implements CharacterTables {

    @Override
    public String characterSet(int collation) {
      throw new AssertionError("no text is read");
    }

    @Override
    public Map<Integer, byte[]> codes(String characterSet) {
      throw new AssertionError("no text is read");
    }
  }

  private static void number(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }
}
