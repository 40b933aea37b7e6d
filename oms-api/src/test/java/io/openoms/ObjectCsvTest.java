package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectCsvTest {

  private static final String HEADER =
      "source_database,source_table,target_database,target_table,column_mapping,row_filter\r\n";

  @Test
  void aListIsReadAsRulesOfExactNames() {
    ObjectSelection selection =
        selection(
            HEADER
                + "shop,orders,sales,,\"id,`a,b`,note=note\",\"note = 'x, y'\"\r\n"
                + "shop,t*,,,,\r\n");

    ObjectName orders = new ObjectName("shop", "orders");
    assertThat(selection.targetOf(orders)).isEqualTo(new ObjectName("sales", "orders"));
    assertThat(selection.columnsOf(orders)).contains(List.of("id", "a,b", "note"));
    assertThat(selection.filterOf(orders)).contains("note = 'x, y'");
    assertThat(selection.covers(new ObjectName("shop", "t*"))).isTrue();
    assertThat(selection.covers(new ObjectName("shop", "t1"))).isFalse();
    assertThat(selection.isMerged(orders)).isFalse();
  }

  @Test
  void rowsWithOneTargetAreMerged() {
    ObjectSelection selection = selection(HEADER + "a,t,x,t,,\nb,t,x,t,,\nb,u,x,u,,\n");

    assertThat(selection.isMerged(new ObjectName("a", "t"))).isTrue();
    assertThat(selection.isMerged(new ObjectName("b", "t"))).isTrue();
    assertThat(selection.isMerged(new ObjectName("b", "u"))).isFalse();
  }

  @Test
  void aPlanIsWrittenAsItIsRead() {
    PlannedObject planned =
        new PlannedObject(
            ObjectKind.TABLE,
            new ObjectName("shop", "`it's, \"x\"`"),
            new ObjectName("sales", "[t]"),
            List.of("id", "a,b", "c=d", "`"),
            Optional.of("v <> 'a,\"b\"'\n AND 1 = 1"),
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    MigrationPlan plan =
        new MigrationPlan("p", new PrecheckReport(List.of()), List.of(planned), List.of());
    ObjectSelection selection = selection(plan.objectsAsCsv());

    assertThat(selection.covers(planned.source())).isTrue();
    assertThat(selection.targetOf(planned.source())).isEqualTo(planned.target());
    assertThat(selection.columnsOf(planned.source())).contains(planned.columns());
    assertThat(selection.filterOf(planned.source())).isEqualTo(planned.filter());
  }

  @Test
  void allFaultsAreToldWithTheirLines() {
    assertThat(faults(HEADER + "a,t,,,x=y,\na,,,,,\na,t\na,u,,,,\na,u,,,,\n"))
        .satisfiesExactly(
            f -> assertThat(f).contains("csv line 2", "x=y"),
            f -> assertThat(f).contains("csv line 3"),
            f -> assertThat(f).contains("csv line 4", "2 fields"),
            f -> assertThat(f).contains("csv line 6", "a.u stands there twice"));
    assertThat(faults("database,table\na,t\n")).singleElement().asString().contains("csv line 1");
    assertThat(faults("")).singleElement().asString().contains("csv line 1");
  }

  private static ObjectSelection selection(String csv) {
    ObjectSelection.Builder builder = new ObjectSelection.Builder().csv(csv);
    assertThat(builder.faults()).isEmpty();
    return builder.build();
  }

  private static List<String> faults(String csv) {
    return new ObjectSelection.Builder().csv(csv).faults();
  }
}
