package io.openoms;

import static java.util.Locale.ROOT;
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
  @CsvSource({
    "tenant_*.orders, tenant_1, orders, true",
    "tenant_*.orders, tenant_, orders, true",
    "tenant_*.orders, Tenant_1, orders, false",
    "tenant_*.orders, tenants, orders, false",
    "tenant_*.orders, tenant_1, order, false",
    "`tenant_*`.orders, tenant_1, orders, false",
    "`tenant_*`.orders, tenant_*, orders, true",
    "t?[0-9].*, ta1, anything, true",
    "t?[0-9].*, ta, anything, false",
    "*.*, any, thing, true"
  })
  void databasesHaveWildcards(String pattern, String database, String table, boolean covered) {
    TablePattern read = TablePattern.parse(pattern);
    assertThat(read.matches(new ObjectName(database, table))).isEqualTo(covered);
    assertThat(read.isExact()).isEqualTo(pattern.startsWith("`"));
    assertThat(read.ignoringCase().matches(new ObjectName(database.toUpperCase(ROOT), table)))
        .isEqualTo(covered || database.equals("Tenant_1"));
  }

  @Test
  void anObjectWhoseDatabaseLooksLikeAPatternIsThatObject() {
    ObjectName odd = new ObjectName("a*.b", "t?");
    TablePattern exact = TablePattern.exactly(odd);
    assertThat(exact).hasToString("`a*.b`.`t?`");
    assertThat(TablePattern.parse(exact.toString()).object()).contains(odd);
  }

  @ParameterizedTest
  @CsvSource({"shop", "sh[p.t", "shop.", ".t", "a.b.c", "shop.t[a"})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> TablePattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
