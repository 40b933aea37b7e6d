package io.openoms.jdbc.mysql.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {

  @Test
  void allStandsForEveryPrivilege() {
    Grants grants = Grants.of(List.of("GRANT ALL PRIVILEGES ON *.* TO 'root' WITH GRANT OPTION"));

    assertThat(grants.coversDatabase("TRIGGER", "shop")).isTrue();
    assertThat(grants.covers("SELECT", "shop", "orders")).isTrue();
    assertThat(grants.isComplete()).isTrue();
  }

  @Test
  void allOnOneDatabaseIsNotAllOnAnother() {
    Grants grants = Grants.of(List.of("GRANT ALL ON `shop\\_1`.* TO `u`@`%`"));

    assertThat(grants.coversDatabase("TRIGGER", "shop_1")).isTrue();
    assertThat(grants.coversDatabase("TRIGGER", "shopX1")).isFalse();
  }
}
