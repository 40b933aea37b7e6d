package io.openoms.core.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.PrecheckItem.Status;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.PrecheckScope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {

  private static final PrecheckScope SCOPE =
      new PrecheckScope(Set.of(), Map.of(), ConflictPolicy.STOP, "oms_state", false, false, "");

  @ParameterizedTest
  @CsvSource({
    "0, 0, PASSED",
    "60000, 61000, PASSED",
    "-2500, 2500, PASSED",
    "-2500, 2501, WARNING",
    "86400000, 0, WARNING",
    "0, , SKIPPED"
  })
  void clocksThatAreApartAreNamed(Long source, Long sink, Status expected) {
    assertThat(new ClockCheck(ahead(source), ahead(sink)).run(SCOPE))
        .singleElement()
        .satisfies(item -> assertThat(item.status()).isEqualTo(expected));
  }

  private static ServerFacts ahead(Long millis) {
    return new ServerFacts(
        "any",
        "1",
        Map.of(),
        Set.of(),
        Set.of(),
        Optional.ofNullable(millis).map(Duration::ofMillis));
  }
}
