package io.openoms.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.ServerFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target with utf8mb4 alone, as OceanBase's kernel. */
class ExpressionMappingTest {

  private static final ServerFacts TARGET =
      new ServerFacts(
          "OceanBase",
          "5.7",
          Map.of(),
          Set.of("utf8mb4", "binary"),
          Set.of("utf8mb4_general_ci", "utf8mb4_bin", "binary"),
          Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "_utf8mb3'ü'            | _utf8mb4'ü'",
        "_latin1'abc'           | _utf8mb4'abc'",
        "_latin1 x'E92780'      | _utf8mb4'é''€'",
        // Sent in UTF-8, these are two characters of latin1.
        "_latin1'é'             | _utf8mb4'Ã©'",
        "_utf16 x'00E9D83DDE00' | _utf8mb4'é😀'",
        "_utf16 0xD83DDE00      | _utf8mb4'😀'",
        "_utf16'ab'             | _utf8mb4'慢'",
        "_ucs2 x'E9'            | _utf8mb4'é'",
        // Java reads some bytes of these sets in another way than the servers.
        "_gbk'中'               | _gbk'中'",
        "_gbk x'D6D0'           | _gbk x'D6D0'",
        "_binary x'C3A9'        | _binary x'C3A9'",
        "_utf8mb4 0xF09F9880    | _utf8mb4 0xF09F9880",
        "concat(`_latin1`,'é')  | concat(`_latin1`,'é')",
      })
  void aLiteralKeepsItsCharacters(String source, String target) {
    ExpressionMapping mapping = new ExpressionMapping(TARGET, new CollationMapping(TARGET));
    assertThat(mapping.map(MySqlFamilyDialect.sql(source))).isEqualTo(target);
  }
}
