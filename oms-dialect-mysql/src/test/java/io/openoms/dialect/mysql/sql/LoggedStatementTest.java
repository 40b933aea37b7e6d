package io.openoms.dialect.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No table goes unseen that a statement takes the rows of. */
class LoggedStatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE u EXCHANGE PARTITION p WITH TABLE shop.t",
        "ALTER TABLE u EXCHANGE PARTITION p WITH TABLE shop.t WITHOUT VALIDATION",
        "ALTER TABLE u CONVERT TABLE shop.t TO PARTITION p VALUES LESS THAN (5)",
        "ALTER TABLE u FORCE, CONVERT TABLE `shop`.`t` TO PARTITION p DEFAULT",
        "ALTER TABLE u RENAME TO shop.t"
      })
  void anotherTableOfAnAlterationIsNamed(String sql) {
    LoggedStatement read = LoggedStatement.read(sql);
    assertThat(read.kind()).isEqualTo(LoggedStatement.Kind.DEFINITION);
    assertThat(read.names())
        .anySatisfy(
            name -> {
              assertThat(name.database()).hasValue("shop");
              assertThat(name.table()).hasValue("t");
            });
  }
}
