package io.openoms.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.traits.Products;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiDbTraitsTest {

  private static final TiDbTraits TRAITS = new TiDbTraits();

  @ParameterizedTest
  @CsvSource({
    "5.7.25-TiDB-v3.0.20, true",
    "5.7.25-TiDB-v4.0.16, false",
    "5.7.25-TiDB-v5.4.3-20220101-fix, false",
    "8.0.11-TiDB-v8.5.1, false",
    "8.0.11-TiDB-v10.0.0-alpha, false",
    "8.0.11-TiDB-Serverless, false",
  })
  void aServerIsRecognizedByItsOwnVersion(String version, boolean tooOld) {
    assertThat(Products.of(version, TRAITS)).isInstanceOf(TiDbTraits.class);
    assertThat(TRAITS.versions().isTooOld(version)).isEqualTo(tooOld);
  }

  @Test
  void noVersionIsSaidToBeTested() {
    assertThat(TRAITS.versions().isTested("8.0.11-TiDB-v8.5.1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "9001, SERVER_OVERLOADED",
    "9002, SERVER_OVERLOADED",
    "9003, SERVER_OVERLOADED",
    "9005, SERVER_OVERLOADED",
    "9012, SERVER_OVERLOADED",
    "8175, SERVER_OVERLOADED",
    "9004, LOCK_CONFLICT",
    "9007, LOCK_CONFLICT",
    "8028, SERVER_FAULT",
    "9006, SERVER_FAULT",
    "1105, SERVER_FAULT",
  })
  void itsOwnErrorNumbersAreNamed(int number, JdbcError error) {
    assertThat(TRAITS.errors().numbers()).containsEntry(number, error);
  }
}
