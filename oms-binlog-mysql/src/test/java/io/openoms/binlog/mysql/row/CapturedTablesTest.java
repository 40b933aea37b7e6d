package io.openoms.binlog.mysql.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CapturedTablesTest {

  @Test
  void theLastDefinitionThatHoldsForATransactionDecodesIt() {
    CapturedTables tables =
        new CapturedTables(List.of(table(1, 100), table(2, 200), table(3, 300)), false, false);

    assertThat(versionAt(tables, 50)).isEmpty();
    assertThat(versionAt(tables, 100)).contains(1L);
    assertThat(versionAt(tables, 199)).contains(1L);
    assertThat(versionAt(tables, 200)).contains(2L);
    assertThat(versionAt(tables, 450)).contains(3L);
    assertThat(tables.find("d", "t", "").map(CapturedTable::version)).contains(3L);
    assertThat(tables.of("d", "log.000001:250"))
        .extracting(CapturedTable::version)
        .containsExactly(2L);
    assertThat(tables.countAny("log.000001:50")).isFalse();
    assertThat(tables.countAny("log.000001:100")).isTrue();
  }

  private static Optional<Long> versionAt(CapturedTables tables, int offset) {
    return tables.find("d", "t", "log.000001:" + offset).map(CapturedTable::version);
  }

  static CapturedTable table(long version, long from) {
    Position position = LogPosition.at("log.000001", from).position();
    TableDefinition definition =
        new TableDefinition(
            new ObjectName("d", "t"),
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
    return new CapturedTable(version, definition, Optional.of(position), List.of());
  }
}
