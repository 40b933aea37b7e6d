package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePatternTest {

  @ParameterizedTest
  @CsvSource({
    "shop.*, orders, true",
    "shop.*, '', false",
    "shop.order*, order, true",
    "shop.order*, orders_2024, true",
    "shop.order*, Orders, false",
    "shop.t?, t1, true",
    "shop.t?, t, false",
    "shop.t?, t12, false",
    "shop.t[0-9], t7, true",
    "shop.t[0-9], tx, false",
    "shop.t[!0-9], tx, true",
    "shop.t[!0-9], t7, false",
    "shop.t[abc], tb, true",
    "shop.`t*`, t*, true",
    "shop.`t*`, tx, false",
    "shop.`a.b`, a.b, true",
    "shop.t(1), t(1), true",
    "shop.日?😀*, 日本😀😀, true",
    "shop.?, 😀, true",
    "shop.[!😀], 😀, false",
    "shop.[😀], 😀, true",
    "shop.t[]a], t], true",
    "shop.t[^a], t^, true"
  })
  void coversAsMigrationRulesDo(String pattern, String table, boolean covered) {
    boolean matches =
        !table.isEmpty() && TablePattern.parse(pattern).matches(new ObjectName("shop", table));

    assertThat(matches).isEqualTo(covered);
  }

  @Test
  void namesOneDatabase() {
    assertThat(TablePattern.parse("shop.*").matches(new ObjectName("shop2", "t"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"shop", "sh*p.t", "shop.", ".t", "a.b.c", "shop.t[a"})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> TablePattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
