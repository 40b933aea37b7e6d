package io.openoms.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openoms.VerificationReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonVerificationTest {

  @Test
  void countsOfEachTableWithoutAnyValue() throws Exception {
    VerificationReport report =
        Reports.of(
            Reports.consistent("shop.a"),
            Reports.table(
                "shop.b", 1, 2, 3, 4, List.of(Reports.missing(Map.of("id", "8"), Map.of()))),
            Reports.failed("shop.c"));
    assertThat(new ObjectMapper().writeValueAsString(JsonVerification.of(report)))
        .isEqualTo(
            "{'consistent':false,'tables':["
                .concat("{'table':'shop.a','rows':1000,'missing':0,'extra':0,")
                .concat("'different':0,'unresolved':0},")
                .concat("{'table':'shop.b','rows':1000,'missing':1,'extra':2,")
                .concat("'different':3,'unresolved':4},")
                .concat("{'table':'shop.c','rows':7,'missing':0,'extra':0,")
                .concat("'different':0,'unresolved':0,")
                .concat("'error':'TARGET_MISMATCH: the table is not at the sink'}]}")
                .replace('\'', '"'));
  }

  @Test
  void viewsAndRowsThatDifferByRuleAreToldWhereThereAreSome() throws Exception {
    assertThat(new ObjectMapper().writeValueAsString(JsonVerification.of(Reports.withViews())))
        .isEqualTo(
            "{'consistent':false,'tables':["
                .concat("{'table':'shop.a','rows':9,'missing':0,'extra':0,")
                .concat("'different':0,'unresolved':0,'by_rule':7,")
                .concat("'parts':[{'source':'shop.a','scope':'where id > 5 columns [id, v]'}]}],")
                .concat("'views':[{'view':'shop.v','result':'equal'},")
                .concat("{'view':'shop.w','result':'different',")
                .concat("'notes':['its query is another one']},")
                .concat("{'view':'shop.x','result':'uncompared',")
                .concat("'error':'SOURCE_MISSING: it is gone'}]}")
                .replace('\'', '"'));
  }
}
