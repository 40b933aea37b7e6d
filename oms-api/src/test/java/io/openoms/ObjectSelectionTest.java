package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectSelectionTest {

  private static final ObjectName ORDERS = new ObjectName("shop", "orders");

  @Test
  void excludesWinOverIncludes() {
    ObjectSelection selection =
        new ObjectSelection.Builder().include("shop.*").exclude("shop.tmp_*").build();

    assertThat(selection.covers(ORDERS)).isTrue();
    assertThat(selection.covers(new ObjectName("shop", "tmp_1"))).isFalse();
    assertThat(selection.covers(new ObjectName("crm", "orders"))).isFalse();
  }

  @Test
  void aRuleRenamesTheDatabaseAndAMapOneObject() {
    ObjectSelection selection =
        new ObjectSelection.Builder()
            .include("shop.*=sales.*")
            .map("shop.orders", "archive.old_orders")
            .build();

    assertThat(selection.targetOf(ORDERS)).isEqualTo(new ObjectName("archive", "old_orders"));
    assertThat(selection.targetOf(new ObjectName("shop", "items")))
        .isEqualTo(new ObjectName("sales", "items"));
  }

  @Test
  void aRuleWithOneTargetForManyMergesThemUnlessOneIsMapped() {
    ObjectSelection selection =
        new ObjectSelection.Builder()
            .include("shop.orders*=sales.orders", "crm.client=sales.client")
            .merge("sales.log", "shop.log", "crm.log")
            .map("shop.orders_9", "sales.orders_9")
            .build();

    assertThat(selection.isMerged(new ObjectName("shop", "orders_1"))).isTrue();
    assertThat(selection.isMerged(new ObjectName("shop", "orders_9"))).isFalse();
    assertThat(selection.isMerged(new ObjectName("crm", "client"))).isFalse();
    assertThat(selection.isMerged(new ObjectName("crm", "log"))).isTrue();
    assertThat(selection.targetOf(new ObjectName("crm", "log")))
        .isEqualTo(new ObjectName("sales", "log"));
  }

  @Test
  void faultyRulesAreToldAtOnce() {
    assertThat(
            new ObjectSelection.Builder()
                .include("shop.*=x.t*", "shop.*=x*.*", "shop.a=`x*`.`t=1`")
                .future("shop")
                .map("shop.a", "b")
                .where("shop.a", " ")
                .merge("x", "shop.a")
                .faults())
        .hasSize(6);
  }

  @Test
  void namesWithDotsAreQuoted() {
    ObjectName name = ObjectName.parse("`a.b`.`c``d`");

    assertThat(name).isEqualTo(new ObjectName("a.b", "c`d"));
    assertThat(ObjectName.parse(name.toString())).isEqualTo(name);
  }
}
