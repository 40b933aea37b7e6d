package io.openoms.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollationTraitsTest {

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_0900_ai_ci, utf8mb4_general_ci, true, trailing spaces do not count",
    "utf8mb4_general_ci, utf8mb4_bin, false, case counts;accents count",
    "utf8mb4_0900_as_cs, utf8mb4_bin, true, trailing spaces do not count",
    "latin1_bin, utf8mb4_bin, false, ''",
    "utf8mb4_0900_as_ci, utf8mb4_general_ci, true, accents do not count;trailing spaces do not count",
    "utf8mb4_nopad_bin, utf8mb4_0900_bin, false, ''",
  })
  void aChangeIsToldAndMayMerge(String from, String to, boolean merges, String changes) {
    CollationTraits here = CollationTraits.of(from);
    assertThat(here.mayMerge(to)).isEqualTo(merges);
    assertThat(String.join(";", here.changes(CollationTraits.of(to)))).isEqualTo(changes);
  }
}
