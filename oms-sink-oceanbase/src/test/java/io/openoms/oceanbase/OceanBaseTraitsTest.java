package io.openoms.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.Products;
import org.junit.jupiter.api.Test;

class OceanBaseTraitsTest {

  private static final String SEEKDB = "5.7.25-OceanBase seekdb-v1.4.0.0";

  @Test
  void aServerIsRecognizedByItsVersion() {
    assertThat(Products.of(SEEKDB, new OceanBaseTraits())).isInstanceOf(OceanBaseTraits.class);
    assertThat(new OceanBaseTraits().versions().isTested(SEEKDB)).isTrue();
    assertThat(new OceanBaseTraits().versions().isTooOld(SEEKDB)).isFalse();
    assertThat(new OceanBaseTraits().versions().isTested("5.7.25-OceanBase-v4.2.1.0")).isFalse();
  }

  /** No other product is on this class path. */
  @Test
  void aServerOfAProductThatIsNotThereHasAnotherName() {
    ProductTraits other = Products.of("9.7.0", new OceanBaseTraits());
    assertThat(other.product()).isNotEqualTo(OceanBaseTraits.PRODUCT);
    assertThat(other.ddl()).isEqualTo(new OceanBaseTraits().ddl());
  }

  @Test
  void itsOwnErrorNumbersAreNamed() {
    assertThat(new OceanBaseTraits().errors().numbers())
        .containsEntry(4012, JdbcError.SERVER_OVERLOADED)
        .containsEntry(4015, JdbcError.SERVER_FAULT)
        .containsEntry(6005, JdbcError.LOCK_CONFLICT)
        .containsEntry(4019, JdbcError.VALUE_REFUSED);
  }
}
