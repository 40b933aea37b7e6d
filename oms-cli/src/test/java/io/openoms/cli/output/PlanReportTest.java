package io.openoms.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationPlan;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.PlannedObject;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanReportTest {

  private static final String COLLATION = "collation a becomes b";

  @Test
  void faultsStandBeforeConversionsAndEqualConversionsAreOneLine() {
    List<PlannedObject> objects = new ArrayList<>();
    IntStream.rangeClosed(1, 4)
        .forEach(i -> objects.add(object("t" + i, List.of("column c: " + COLLATION), List.of())));
    objects.add(object("bad", List.of("column d: type x becomes y"), List.of("it has no columns")));

    List<String> lines = new PlanReport(plan(objects, true), false).lines();

    assertThat(lines.subList(7, 10))
        .containsExactly(
            "fault      shop.bad: it has no columns",
            "converted  4 places (shop.t1 column c; shop.t2 column c; shop.t3 column c; … each with"
                + " --details): "
                + COLLATION,
            "converted  shop.bad column d: type x becomes y");
    assertThat(lines).contains("CREATE TABLE t1;\n");
    assertThat(lines)
        .last()
        .isEqualTo(
            "The project can run, but 1 of 5 objects cannot be taken over as they are: shop.bad.");
  }

  @Test
  void detailsShowEachConversion() {
    List<PlannedObject> objects =
        IntStream.rangeClosed(1, 4)
            .mapToObj(i -> object("t" + i, List.of("column c: " + COLLATION), List.of()))
            .toList();
    List<String> lines = new PlanReport(plan(objects, true), true).lines();
    assertThat(lines).filteredOn(line -> line.endsWith(COLLATION)).hasSize(4);
    assertThat(lines).last().isEqualTo("The project can run.");
  }

  @Test
  void checksThatFailedAreCountedInTheVerdict() {
    assertThat(new PlanReport(plan(List.of(), false), false).lines())
        .last()
        .isEqualTo("The project cannot run as it is: 1 check failed.");
  }

  private static MigrationPlan plan(List<PlannedObject> objects, boolean passed) {
    PrecheckItem item =
        passed
            ? PrecheckItem.passed("CHECK", "it")
            : PrecheckItem.failed("CHECK", "it", "it is not", "make it");
    return new MigrationPlan("shop", new PrecheckReport(List.of(item)), objects, List.of());
  }

  private static PlannedObject object(String name, List<String> conversions, List<String> faults) {
    ObjectName named = new ObjectName("shop", name);
    return new PlannedObject(
        ObjectKind.TABLE,
        named,
        named,
        List.of("c"),
        Optional.empty(),
        10,
        List.of("c"),
        List.of("CREATE TABLE " + name),
        List.of(),
        conversions,
        List.of(),
        faults);
  }
}
