package io.openoms.oceanbase.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FurtherKeysTest {

  private static FurtherKeys of(String rest) {
    var table =
        CreateTableParser.parse(
            "CREATE TABLE `t` (`id` int NOT NULL, `a` int, `b` int, `c` int GENERATED ALWAYS AS"
                + " (`a` + 1) VIRTUAL, PRIMARY KEY (`id`)"
                + rest
                + ")",
            "d");
    return FurtherKeys.of(new CapturedTable(1, table, Optional.empty(), table.storedColumns()));
  }

  private static RowImage row(String... values) {
    RowImage.Builder row = new RowImage.Builder(values.length);
    for (String value : values) {
      row.add(value.getBytes(StandardCharsets.US_ASCII));
    }
    return row.build();
  }

  @Test
  void aTableWithItsKeyAloneHasNone() {
    FurtherKeys keys = of(", KEY `k` (`a`)");

    assertThat(keys.isAny()).isFalse();
    assertThat(keys.isMoved(row("1", "2", "3"), row("1", "3", "4"))).isFalse();
  }

  @Test
  void aValueOfAnotherUniqueKeyMoves() {
    FurtherKeys keys = of(", UNIQUE KEY `u` (`B`)");

    assertThat(keys.isAny()).isTrue();
    assertThat(keys.isMoved(row("1", "2", "3"), row("1", "9", "3"))).isFalse();
    assertThat(keys.isMoved(row("1", "2", "3"), row("1", "2", "9"))).isTrue();
  }

  @Test
  void aKeyThatChangesDoNotCarryMayAlwaysMove() {
    FurtherKeys keys = of(", UNIQUE KEY `u` (`c`)");

    assertThat(keys.isAny()).isTrue();
    assertThat(keys.isMoved(row("1", "2", "3"), row("1", "2", "9"))).isTrue();
  }
}
