package io.openoms.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ComparedPart;
import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import io.openoms.ViewVerification.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page shows of a verification. */
class VerificationViewTest {

  private static final ObjectName TABLE = new ObjectName("shop", "a");
  private static final ObjectName VIEW = new ObjectName("shop", "v");

  private static VerificationReport report() {
    TableVerification table =
        new TableVerification(
            List.of(TABLE),
            TABLE,
            List.of(new ComparedPart(TABLE, "where id > 5 columns [id, v]")),
            10,
            0,
            0,
            0,
            0,
            3,
            2,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty());
    ViewVerification view =
        new ViewVerification(
            VIEW,
            VIEW,
            Result.DIFFERENT,
            List.of("its query is another one"),
            Optional.empty(),
            Optional.empty());
    return new VerificationReport(
        "shop", Instant.EPOCH, Instant.EPOCH, List.of(table), List.of(view), Optional.empty());
  }

  @Test
  void viewsAndRowsThatTheRulesLeaveAreShown() {
    VerificationView shown = VerificationView.of(report());
    assertThat(shown.consistent()).isFalse();
    assertThat(shown.tables().get(0).consistent()).isTrue();
    assertThat(shown.tables().get(0).byRule()).isEqualTo(3);
    assertThat(shown.tables().get(0).deadLetters()).isEqualTo(2);
    assertThat(shown.tables().get(0).parts())
        .containsExactly("shop.a where id > 5 columns [id, v]");
    assertThat(shown.views())
        .containsExactly(
            new VerificationView.View(
                "shop.v", "shop.v", false, "different", List.of("its query is another one"), null));
  }

  @Test
  void theReportAsCsvHasThemLast() {
    assertThat(ReportCsv.of(report()).lines())
        .containsExactly(
            "target,sources,rows,missing,extra,different,unresolved,repaired,consistent,error,"
                + "by_rule,dead_letters,parts",
            "shop.a,shop.a,10,0,0,0,0,0,true,,3,2,\"shop.a where id > 5 columns [id, v]\"");
  }
}
