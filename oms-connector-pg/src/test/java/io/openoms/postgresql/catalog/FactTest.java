package io.openoms.postgresql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.error.MigrationException;
import io.openoms.spi.data.DefinitionText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactTest {

  @Test
  void aDefinitionIsReadBackAsItWasWritten() {
    List<Fact> facts =
        List.of(
            new Fact(Fact.Kind.TABLE, Arrays.asList("1", null, "", "\\N", "\\")),
            new Fact(Fact.Kind.COLUMN, List.of("a\tb\nc\r\\t", "'it''s'")),
            new Fact(Fact.Kind.REMAINS, List.of("trigger ü")));
    assertThat(Fact.read(Fact.written(facts))).isEqualTo(facts);
  }

  @Test
  void anotherTextIsRefused() {
    for (String text :
        List.of("", "create-table/1 x", "postgresql/2\nt\t1", "postgresql/1\nz\t1")) {
      assertThatThrownBy(() -> Fact.read(new DefinitionText(text)))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("STORED_DEFINITION_UNKNOWN");
    }
  }
}
