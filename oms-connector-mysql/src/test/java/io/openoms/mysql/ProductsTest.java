package io.openoms.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.traits.Products;
import io.openoms.spi.ServerFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  @ParameterizedTest
  @CsvSource({
    "9.7.0, MySQL, true, false",
    "8.0.33-0ubuntu0.22.04.1-log, MySQL, true, false",
    "5.5.62, MySQL, false, false",
    "5.7.44, MySQL, false, false",
    "5.1.73, MySQL, false, true",
    "11.4.2-MariaDB-log, MariaDB, true, false",
    "10.1.48-MariaDB, MariaDB, false, true",
  })
  void aServerIsRecognizedByItsVersion(
      String version, String product, boolean tested, boolean tooOld) {
    var traits = Products.of(version, new MySqlTraits());
    assertThat(traits.product()).isEqualTo(product);
    assertThat(traits.versions().isTested(version)).isEqualTo(tested);
    assertThat(traits.versions().isTooOld(version)).isEqualTo(tooOld);
  }

  @Test
  void aSessionThatTheServerEndedIsALostLink() {
    assertThat(new MySqlTraits().errors().numbers()).containsEntry(4031, JdbcError.CONNECTION_LOST);
  }

  @ParameterizedTest
  @CsvSource({
    "9.6.0, OFF, true",
    "9.6.0, ON, false",
    "10.0.1, OFF, true",
    "9.5.0, OFF, false",
    "8.0.33, OFF, false"
  })
  void cascadesAreInTheLogWhereTheServerKeepsForeignKeys(
      String version, String ofEngine, boolean holds) {
    ServerFacts facts = facts(version, Map.of("innodb_native_foreign_keys", ofEngine));
    assertThat(new MySqlTraits().log().orElseThrow().holdsCascades(facts)).isEqualTo(holds);
    assertThat(new MariaDbTraits().log().orElseThrow().holdsCascades(facts)).isFalse();
  }

  @Test
  void aServerHasAnIdentityAmongOthers() {
    var mariaDb = new MariaDbTraits().log().orElseThrow();
    assertThat(mariaDb.server(facts("11.4.3", Map.of("server_uid", "abc", "server_id", "7"))))
        .isEqualTo("abc");
    assertThat(mariaDb.server(facts("10.6.0", Map.of("server_id", "7")))).isEqualTo("id-7");
    var mySql = new MySqlTraits().log().orElseThrow();
    assertThat(mySql.server(facts("8.0.33", Map.of("server_uuid", "u", "server_id", "7"))))
        .isEqualTo("u");
    assertThat(mySql.server(facts("5.5.62", Map.of("server_id", "7")))).isEmpty();
  }

  private static ServerFacts facts(String version, Map<String, String> settings) {
    return new ServerFacts("any", version, settings, Set.of(), Set.of(), Optional.empty());
  }
}
