package io.openoms.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSettingTest {

  /** Servers show a flag by a number or a word, a list in their own order, a number with digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | true",
        "0 | OFF | true",
        "0 | off | true",
        "1 | ON | true",
        "0 | ON | false",
        "1 | OFF | false",
        "0 | 0.000000 | true",
        "50 | ON | false",
        "STRICT,A | a,strict | true",
        "STRICT,A | A | false",
        "ON | 1 | false",
        "0 | '' | false",
        "'' | '' | true",
      })
  void aValueThatIsReadBackIsThisOneOrNot(String wanted, String shown, boolean same) {
    assertThat(SessionSetting.of("any", wanted, "a reason").is(shown)).isEqualTo(same);
  }
}
