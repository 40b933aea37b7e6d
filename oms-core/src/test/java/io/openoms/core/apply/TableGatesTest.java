package io.openoms.core.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which transactions count for a table that was copied. */
class TableGatesTest {

  private static final ObjectName NAME = new ObjectName("s", "t");

  /** With binlog_order_commits=OFF transaction 2 may be visible while 1 is not yet. */
  @Test
  void aTransactionThatTheCopyHoldsIsLeftOutAlsoAfterOneThatItLacks() {
    TableGates gates = new TableGates(new SetLog(), List.of(copiedAt("2,4")), true);

    gates.beginWindow(new Position(""));
    assertThat(counted(gates, "1", "2", "3")).containsExactly("1", "3");
    gates.beginWindow(new Position("1,2,3"));
    assertThat(counted(gates, "4", "5")).containsExactly("5");
    gates.beginWindow(new Position("1,2,3,4,5"));
    assertThat(counted(gates, "6")).containsExactly("6");
  }

  /** While all changes are applied leniently (two-way), too. */
  @Test
  void theSameHoldsWhereTablesNeverBecomeStrict() {
    TableGates gates = new TableGates(new SetLog(), List.of(copiedAt("2")), false);

    gates.beginWindow(new Position(""));
    assertThat(counted(gates, "1", "2", "3")).containsExactly("1", "3");
  }

  /** Old changes may wait in the spool while a table is copied anew. */
  @Test
  void whatAKeyedTablesCopyHoldsIsLeftOutAsWell() {
    MigratedObject object = new MigratedObject(ObjectKind.TABLE, NAME, NAME, "", 0);
    object.move(Transition.BEGIN_COPY, Optional.of(new Position("1,2")));
    TableGates gates = new TableGates(new SetLog(), List.of(table(object, false)), true);

    gates.beginWindow(new Position(""));
    assertThat(counted(gates, "1", "3", "2", "4")).containsExactly("3", "4");
    gates.beginWindow(new Position("1,2,3"));
    assertThat(counted(gates, "4", "5")).containsExactly("4", "5");
  }

  @Test
  void changesOfAnotherVersionAreRefusedUnlessTheCopyHoldsThem() {
    TableGates gates = new TableGates(new SetLog(), List.of(copiedAt("1")), true);

    gates.beginWindow(new Position(""));
    gates.begin("1");
    assertThat(gates.accept(NAME, 0)).isNull();
    gates.begin("2");
    assertThat(gates.accept(NAME, 1)).isNotNull();
    assertThatThrownBy(() -> gates.accept(NAME, 2))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("STATE_DAMAGED")
        .hasMessageContaining("version 2")
        .hasMessageContaining("s.t");
  }

  private static List<String> counted(TableGates gates, String... transactions) {
    return Arrays.stream(transactions)
        .filter(
            transaction -> {
              gates.begin(transaction);
              boolean counts = gates.accept(NAME, 1) != null;
              assertThat(gates.present().contains(NAME)).isEqualTo(counts);
              return counts;
            })
        .toList();
  }

  private static FollowedTable copiedAt(String transactions) {
    MigratedObject object = new MigratedObject(ObjectKind.TABLE, NAME, NAME, "", 0);
    object.move(Transition.READ_AT, Optional.of(new Position(transactions)));
    return table(object, true);
  }

  private static FollowedTable table(MigratedObject object, boolean isExact) {
    TableDefinition definition =
        new TableDefinition(
            NAME,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            0);
    TableRead read = new TableRead(definition, List.of(), List.of(), Optional.empty());
    ApplyTable table = new ApplyTable(NAME, NAME, List.of(), List.of(), List.of());
    return new FollowedTable(object, 1, table, read, isExact, List::of);
  }

  /** Positions are sets of transactions: {@code 1,2,4}. */
  private static final class SetLog implements ChangeLog {

    @Override
    public Optional<Position> current() {
      return Optional.empty();
    }

    @Override
    public ChangeReader open(ChangeRequest request) {
      throw new UnsupportedOperationException("gates read no log");
    }

    @Override
    public boolean includes(Position position, String transaction) {
      return set(position).contains(transaction);
    }

    @Override
    public boolean covers(Position reached, Position wanted) {
      return set(reached).containsAll(set(wanted));
    }

    private static Set<String> set(Position position) {
      return Set.copyOf(
          Stream.of(position.text().split(",", -1)).filter(one -> !one.isEmpty()).toList());
    }
  }
}
