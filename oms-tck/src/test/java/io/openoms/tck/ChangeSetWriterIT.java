package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.DeadLetter;
import io.openoms.ObjectName;
import io.openoms.core.apply.ChangeCounts;
import io.openoms.core.apply.ChangeSetWriter;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.Coalescer;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.ServerType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Net changes written to the kernel, and what happens when a row there is not as it should be. */
class ChangeSetWriterIT {

  private static final String ABSENT = "(absent)";

  private final List<DeadLetter> letters = new ArrayList<>();
  private OpenSink sink;

  @BeforeEach
  void open() {
    sink = new OpenSink(ServerType.OCEANBASE);
    sink.execute(
        "CREATE TABLE t (id INT PRIMARY KEY, u VARCHAR(20) UNIQUE, v INT)",
        "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3), (4, NULL, 4)",
        "CREATE TABLE k (a INT, b VARCHAR(20))",
        "INSERT INTO k VALUES (1, 'x'), (1, 'x'), (1, 'X'), (2, NULL), (2, NULL), (2, NULL)",
        "CREATE TABLE j (id INT PRIMARY KEY, v JSON)",
        "INSERT INTO j VALUES (1, '{\"a\":1,\"b\":2}'), (2, '1')",
        "CREATE TABLE s (c VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY, v INT)",
        "INSERT INTO s VALUES ('a', 1)");
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void insertsUpdatesDeletesAndUniqueSwapsArrive() throws Exception {
    Map<ObjectName, ChangeCounts> counts =
        apply(
            "t",
            false,
            change(row("1", "a", "1"), row("1", "t", "1")),
            change(row("2", "b", "2"), row("2", "a", "2")),
            change(row("1", "t", "1"), row("1", "b", "1")),
            change(row("3", "c", "3"), row("3", "c", "33")),
            change(row("4", null, "4"), null),
            change(null, row("5", "é", null)));

    assertThat(rows("t", "id, u, v")).isEqualTo(sorted("1,b,1", "2,a,2", "3,c,33", "5,é,NULL"));
    assertThat(counts).containsEntry(sink.name("t"), new ChangeCounts(3, 1, 3, 0));
  }

  @Test
  void aRowThatIsNotWhatTheLogSaysIsNamed() throws Exception {
    assertDiverges("id = 8", "t", change(row("8", "h", "1"), row("8", "h", "2")));
    assertDiverges("id = 8", "t", change(row("8", "h", "1"), null));
    assertDiverges("id = 3", "t", change(null, row("3", "z", "1")));
    assertDiverges("a = 2, b = y", "k", change(row("2", "y"), null));
    assertDiverges(
        "of which 1 are there", "k", change(row("1", "X"), null), change(row("1", "X"), null));
    assertDiverges("id = 8", "t", change(row("8", ABSENT, ABSENT), row(ABSENT, ABSENT, "1")));

    assertThat(rows("t", "id, u, v")).isEqualTo(sorted("1,a,1", "2,b,2", "3,c,3", "4,NULL,4"));
  }

  /** The count of a batch is right where one row is missing and another one is hit in its place. */
  @Test
  void anUpdateNeverTurnsAnotherRowIntoTheOneThatIsMissing() throws Exception {
    assertDiverges("id = 8", "t", change(row("8", "c", "1"), row("8", "c", "2")));
    assertDiverges("c = a", "s", change(row("a ", "1"), row("a ", "2")));
    assertDiverges("c = a", "s", change(row("a ", "1"), null));
    assertDiverges("c = a", "s", change(row("a ", ABSENT), row("a ", "2")));
    assertDiverges("in the way is c = a", "s", change(null, row("A", "2")));

    assertThat(rows("t", "id, u, v")).isEqualTo(sorted("1,a,1", "2,b,2", "3,c,3", "4,NULL,4"));
    assertThat(rows("s", "c, v")).isEqualTo(sorted("a,1"));
  }

  private void assertDiverges(String named, String table, RowChange... changes) {
    List<RowChange> all = new ArrayList<>(List.of(changes));
    if (table.equals("t")) {
      all.add(0, change(row("1", "a", "1"), row("1", "a", "7")));
    }
    assertThatThrownBy(() -> apply(table, false, all.toArray(RowChange[]::new)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("ROW_DIVERGED")
        .hasMessageContaining("position here")
        .hasMessageContaining(sink.database + "." + table)
        .hasMessageContaining(named);
  }

  @Test
  void aValueThatIsRefusedIsNoDuplicateThoughTheKeyIsThere() {
    assertThatThrownBy(() -> apply("t", false, change(null, row("3", "n", "99999999999"))))
        .hasMessageContaining("VALUE_REFUSED")
        .hasMessageContaining("id = 3");
  }

  @Test
  void anUpdateInWhichTheServerSeesNoChangeIsNoDivergence() throws Exception {
    apply(
        "j",
        false,
        change(row("1", "{\"a\":1,\"b\":2}"), row("1", "{\"b\":2,\"a\":1}")),
        change(row("2", "1"), row("2", "1.0")));

    assertThat(rows("j", "id, v")).isEqualTo(sorted("1,{\"a\": 1, \"b\": 2}", "2,1.0"));
  }

  @Test
  void byPolicyTheGuiltyRowIsHandedOverAndTheOthersArrive() throws Exception {
    ChangeSetWriter writer =
        new ChangeSetWriter(
            Optional.of(letters::add),
            ChangeSetWriterIT::noSource,
            Cascades.none(),
            sink.capabilities());
    Map<ObjectName, ChangeCounts> counts =
        apply(
            writer,
            "t",
            false,
            change(row("1", "a", "1"), row("1", "a", "11")),
            change(row("8", "h", "1"), row("8", "h", "2")),
            change(row("2", "b", "2"), row("2", "b", "99999999999")),
            change(null, row("9", "C", "1")),
            change(null, row("10", "ten", "1")),
            change(row("7", "q", "1"), null));

    assertThat(rows("t", "id, u, v"))
        .isEqualTo(sorted("1,a,11", "2,b,2", "3,c,3", "4,NULL,4", "10,ten,1"));
    assertThat(counts).containsEntry(sink.name("t"), new ChangeCounts(1, 1, 0, 4));
    assertThat(letters)
        .extracting(letter -> letter.kind() + " " + letter.before() + " " + letter.after())
        .containsExactly(
            "DELETE {id=7, u=q, v=1} {}",
            "UPDATE {id=8, u=h, v=1} {id=8, u=h, v=2}",
            "UPDATE {id=2, u=b, v=2} {id=2, u=b, v=99999999999}",
            "INSERT {} {id=9, u=C, v=1}");
    assertThat(letters).extracting(DeadLetter::position).containsOnly("position here");
  }

  @Test
  void whileATableConvergesRowsMayBeThereOrNot() throws Exception {
    sink.execute("ALTER TABLE t DROP INDEX u");
    apply(
        "t",
        true,
        change(row("8", "h", "1"), row("8", "h", "2")),
        change(row("9", "n", "1"), null),
        change(null, row("3", "z", "5")),
        change(null, row("4", "gone", "5")),
        change(row("4", "gone", "5"), null),
        change(row("2", ABSENT, ABSENT), row(ABSENT, ABSENT, "22")),
        change(row("12", ABSENT, ABSENT), row(ABSENT, ABSENT, "22")));

    assertThat(rows("t", "id, u, v")).isEqualTo(sorted("1,a,1", "2,b,22", "3,z,5", "8,h,2"));

    // What moves meanwhile is asked of the source.
    assertThatThrownBy(
            () -> apply("t", true, change(row("2", ABSENT, ABSENT), row("6", ABSENT, ABSENT))))
        .hasMessageContaining("no source");
  }

  @Test
  void rowsWithoutKeyComeAndGoByCount() throws Exception {
    apply(
        "k",
        false,
        change(row("1", "x"), null),
        change(row("2", null), row("2", "n")),
        change(row("2", null), row("2", "n")),
        change(null, row("3", "m")),
        change(null, row("3", "m")));

    assertThat(rows("k", "a, b"))
        .isEqualTo(sorted("1,x", "1,X", "2,NULL", "2,n", "2,n", "3,m", "3,m"));
  }

  @Test
  void changesThatCarryLittleGoInOrder() throws Exception {
    apply(
        "t",
        false,
        change(row("1", ABSENT, ABSENT), row(ABSENT, "tmp", ABSENT)),
        change(row("2", ABSENT, ABSENT), row(ABSENT, "a", ABSENT)),
        change(row("1", ABSENT, ABSENT), row("6", "b", ABSENT)),
        change(null, row("1", "new", "1")),
        change(row("3", ABSENT, ABSENT), null));

    assertThat(rows("t", "id, u, v")).isEqualTo(sorted("1,new,1", "2,a,2", "4,NULL,4", "6,b,1"));
  }

  private Map<ObjectName, ChangeCounts> apply(String table, boolean lenient, RowChange... changes) {
    return apply(
        new ChangeSetWriter(
            Optional.empty(), ChangeSetWriterIT::noSource, Cascades.none(), sink.capabilities()),
        table,
        lenient,
        changes);
  }

  private Map<ObjectName, ChangeCounts> apply(
      ChangeSetWriter writer, String table, boolean lenient, RowChange... changes) {
    TableDefinition definition = sink.table(table);
    List<ColumnDefinition> columns = definition.storedColumns();
    TableRead read = new TableRead(definition, columns, definition.copyKey(), Optional.empty());
    ApplyTable of = ApplyTable.of(read, List.of(definition), sink.name(table));
    Coalescer coalescer = new Coalescer(name -> lenient);
    List.of(changes).forEach(change -> coalescer.add(of, change));
    return sink.commit(
        tx ->
            writer
                .write(tx, new NetChanges(coalescer.result(), List.of()), "position here", () -> {})
                .counts());
  }

  private static RowReader noSource(ApplyTable table, RowBatch keys) {
    throw new IllegalStateException("no source");
  }

  private static RowChange change(@Nullable RowImage before, @Nullable RowImage after) {
    return new RowChange(before, after);
  }

  private static RowImage row(@Nullable String... values) {
    RowImage.Builder row = new RowImage.Builder(values.length);
    for (String value : values) {
      if (value == null) {
        row.addNull();
      } else if (value.equals(ABSENT)) {
        row.addAbsent();
      } else {
        row.add(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return row.build();
  }

  private List<String> rows(String table, String columns) throws Exception {
    String text =
        Arrays.stream(columns.split(", "))
            .map(column -> "IFNULL(" + column + ", 'NULL')")
            .collect(Collectors.joining(", ", "CONCAT_WS(',', ", ")"));
    return sink.digest(table, "CONVERT(" + text + " USING utf8mb4)");
  }

  private static List<String> sorted(String... rows) {
    return Arrays.stream(rows)
        .map(row -> HexFormat.of().formatHex(row.getBytes(StandardCharsets.UTF_8)) + "|")
        .sorted()
        .toList();
  }
}
