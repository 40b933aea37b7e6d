package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void tablesOfSeveralDatabasesAreBroughtIntoOne() {
    ObjectSelection selection =
        new ObjectSelection.Builder()
            .include("tenant_*.orders=all.orders", "shard?.*=all.*", "old_*.log")
            .build();

    ObjectName one = new ObjectName("tenant_1", "orders");
    assertThat(selection.targetOf(one)).isEqualTo(new ObjectName("all", "orders"));
    assertThat(selection.isMerged(one)).isTrue();
    assertThat(selection.covers(new ObjectName("tenant_1", "items"))).isFalse();
    assertThat(selection.targetOf(new ObjectName("shard7", "items")))
        .isEqualTo(new ObjectName("all", "items"));
    assertThat(selection.isMerged(new ObjectName("shard7", "items"))).isTrue();
    assertThat(selection.targetOf(new ObjectName("old_1", "log")))
        .isEqualTo(new ObjectName("old_1", "log"));
    assertThat(selection.isMerged(new ObjectName("old_1", "log"))).isFalse();
  }

  /** A name can stand for several tables, as a table does for its column families. */
  @Test
  void aNameThatStandsForSeveralTablesIsOneOfEach() {
    ObjectSelection selection =
        new ObjectSelection.Builder()
            .include("ns.t", "ns.u=x.v", "ns.w*=x.*", "ns.`t.*`")
            .exclude("ns.w1")
            .map("ns.t", "y.z")
            .build()
            .withParts(
                name ->
                    name.name().equals("plain") || name.name().contains("$")
                        ? List.of()
                        : List.of(
                            new ObjectName(name.database(), name.name() + "$a"),
                            new ObjectName(name.database(), name.name() + "$b*")));

    assertThat(selection.covers(new ObjectName("ns", "t"))).isFalse();
    assertThat(selection.covers(new ObjectName("ns", "t.*$a"))).isTrue();
    assertThat(selection.covers(new ObjectName("ns", "t$b"))).isFalse();
    assertThat(selection.targetOf(new ObjectName("ns", "t$b*")))
        .isEqualTo(new ObjectName("y", "z$b*"));
    assertThat(selection.targetOf(new ObjectName("ns", "u$a")))
        .isEqualTo(new ObjectName("x", "v$a"));
    assertThat(selection.isMerged(new ObjectName("ns", "u$a"))).isFalse();
    assertThat(selection.covers(new ObjectName("ns", "w1$a"))).isFalse();
    assertThat(selection.covers(new ObjectName("ns", "w11$a"))).isTrue();
    assertThat(selection.targetOf(new ObjectName("ns", "w2$a")))
        .isEqualTo(new ObjectName("x", "w2$a"));
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
