package io.openoms.cli.output;

import static io.openoms.cli.output.Reports.consistent;
import static io.openoms.cli.output.Reports.different;
import static io.openoms.cli.output.Reports.failed;
import static io.openoms.cli.output.Reports.missing;
import static io.openoms.cli.output.Reports.row;
import static io.openoms.cli.output.Reports.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationTableTest {

  private static final VerificationReport REPORT =
      Reports.of(
          consistent("shop.a"),
          table(
              "shop.b",
              1,
              0,
              1_200,
              0,
              List.of(
                  different(
                      row("id", "7", "total", "3", "pin", "1234"),
                      row("id", "7", "total", "4", "pin", "1234"),
                      "total"),
                  missing(row("id", "8"), row("id", "8", "total", null, "pin", "it's\u001b[2K")))),
          failed("shop.c"));

  @Test
  void inconsistentTablesComeFirstThenTheirRows() {
    assertThat(new VerificationTable(REPORT, false).lines())
        .containsExactly(
            "compared   rows  missing  extra  different  unresolved  result",
            "────────────────────────────────────────────────────────────────────",
            "shop.b    1,000        1             1,200              INCONSISTENT",
            "shop.c        7                                         FAILED",
            "shop.a    1,000                                         consistent",
            "",
            "shop.b",
            "  different   id=7  in total",
            "  missing     id=8",
            "  and 1,199 more rows",
            "",
            "shop.c",
            "  error       TARGET_MISMATCH: the table is not at the sink");
  }

  @Test
  void repairedRowsAreCountedWithTheResultAndShown() {
    TableVerification repaired =
        new TableVerification(
            List.of(ObjectName.parse("shop.d")),
            ObjectName.parse("shop.d"),
            9,
            0,
            0,
            0,
            0,
            2,
            List.of(missing(row("id", "8"), row("id", "8"))),
            Optional.empty(),
            Optional.empty());
    VerificationReport report =
        new VerificationReport(
            "shop", Instant.EPOCH, Instant.EPOCH, List.of(repaired), Optional.empty());
    assertThat(new VerificationTable(report, false).lines())
        .anySatisfy(line -> assertThat(line).endsWith("consistent, 2 repaired"))
        .contains("  missing     id=8", "  and 1 more row");
  }

  @Test
  void deadLettersAreToldAmongTheRowsThatDiffer() {
    ObjectName name = ObjectName.parse("shop.d");
    TableVerification table =
        new TableVerification(
            List.of(name),
            name,
            List.of(),
            9,
            1,
            0,
            2,
            0,
            0,
            2,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty());
    VerificationReport report =
        new VerificationReport(
            "shop", Instant.EPOCH, Instant.EPOCH, List.of(table), Optional.empty());
    assertThat(new VerificationTable(report, false).lines())
        .anySatisfy(line -> assertThat(line).endsWith("INCONSISTENT, 2 of them dead letters"));
    assertThat(JsonVerification.of(report).get("tables").toString()).contains("dead_letters=2");
  }

  @Test
  void viewsStandBehindTheTables() {
    assertThat(new VerificationTable(Reports.withViews(), false).lines())
        .anySatisfy(line -> assertThat(line).endsWith("consistent, 7 differ by the rules"))
        .anySatisfy(line -> assertThat(line).startsWith("view shop.v").endsWith("consistent"))
        .contains("shop.a was compared in part:", "  shop.a where id > 5 columns [id, v]")
        .anySatisfy(line -> assertThat(line).endsWith("DIFFERENT: its query is another one"))
        .anySatisfy(line -> assertThat(line).endsWith("FAILED: SOURCE_MISSING: it is gone"));
  }

  @Test
  void valuesAreShownOnDemandAlone() {
    assertThat(new VerificationTable(REPORT, true).lines())
        .contains(
            "  different   id=7  total: source 3, sink 4",
            "  missing     id=8  id=8, total=NULL, pin='it''s\\u001b[2K'");
    assertThat(new VerificationTable(REPORT, false).lines().toString())
        .doesNotContain("it's", "source 3");
  }

  @Test
  void aRowWithoutAKeyIsNamedSo() {
    VerificationReport report =
        Reports.of(table("shop.d", 1, 0, 0, 0, List.of(missing(Map.of(), row("a", "x")))));
    assertThat(new VerificationTable(report, false).lines()).contains("  missing     (no key)");
    assertThat(new VerificationTable(report, true).lines()).contains("  missing     (no key)  a=x");
  }

  @Test
  void textsAreToldApartFromNullAndCut() {
    VerificationReport report =
        Reports.of(
            table(
                "shop.e",
                2,
                0,
                0,
                0,
                List.of(
                    missing(row("a", "NULL", "b", "", "c", "x y"), Map.of()),
                    missing(row("a", "z".repeat(59) + "😀" + "z".repeat(9)), Map.of()))));
    assertThat(new VerificationTable(report, false).lines())
        .contains(
            "  missing     a='NULL', b='', c='x y'", "  missing     a='" + "z".repeat(59) + "…'");
  }

  @Test
  void nothingComparedIsTold() {
    assertThat(new VerificationTable(Reports.of(), false).lines())
        .containsExactly("No table was compared.");
  }
}
