package io.openoms.jdbc.mysql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.DefinitionText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The definition of a table in the schema history. */
class StatementTextTest {

  private static final ObjectName NAME = new ObjectName("shop", "item");
  private static final String STATEMENT = "CREATE TABLE `item` (`id` int)";

  @Test
  void isReadAsItWasWritten() {
    DefinitionText text = StatementText.of(STATEMENT);
    assertThat(text.text()).isEqualTo("create-table/1 " + STATEMENT);
    assertThat(StatementText.read(NAME, text).name()).isEqualTo(NAME);
    assertThat(StatementText.read(NAME, text).columns()).hasSize(1);
  }

  @Test
  void aTextFromBeforeKindsWereWrittenIsRead() {
    assertThat(StatementText.read(NAME, new DefinitionText(STATEMENT)).columns()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-table/2 CREATE TABLE t (id int)", "memory/1 TABLE a b", ""})
  void anotherKindOrALaterVersionIsRefusedByName(String text) {
    assertThatThrownBy(() -> StatementText.read(NAME, new DefinitionText(text)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining(JdbcError.STATE_UNKNOWN.name())
        .hasMessageContaining("shop.item")
        .hasMessageContaining("create-table/1");
  }

  @Test
  void aDamagedTextIsRefusedByName() {
    assertThatThrownBy(
            () -> StatementText.read(NAME, new DefinitionText("create-table/1 CREATE TABLE (")))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("shop.item");
  }
}
