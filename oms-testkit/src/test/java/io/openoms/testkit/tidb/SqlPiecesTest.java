package io.openoms.testkit.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlPiecesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select a | SELECT A",
        "select 'a b' c | SELECT 'a b' C",
        "select 'it''s' c | SELECT 'it''s' C",
        "select 'a\\' b' c | SELECT 'a\\' b' C",
        "select `a\\` b | SELECT `a\\` B",
        "select \"a\" /* b */ c | SELECT \"a\" /* b */ C",
        "select 'open | SELECT 'open",
      })
  void onlyWhatStandsOutsideOfQuotesIsChanged(String sql, String changed) {
    assertThat(SqlPieces.outsideQuotes(sql, piece -> piece.toUpperCase(Locale.ROOT)))
        .isEqualTo(changed);
  }

  @Test
  void partsEndAtCommasThatAreNeitherQuotedNorInBrackets() {
    assertThat(SqlPieces.parts("a = 'x,y', b = f(1, 2), `c,d` = 3"))
        .containsExactly("a = 'x,y'", "b = f(1, 2)", "`c,d` = 3");
  }
}
