package io.openoms.hbase.sink;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.client.Get;

/** Asks which cells readers see. Stateless. */
final class CellsThere {

  private static final int AT_A_TIME = 1_000;

  private CellsThere() {}

  /** Whether each of them is there, in their order. Blocks. */
  static List<Boolean> ask(Cluster cluster, FamilyName name, List<CellPlace> places) {
    List<Boolean> there = new ArrayList<>();
    for (int from = 0; from < places.size(); from += AT_A_TIME) {
      List<Get> gets =
          places.subList(from, Math.min(from + AT_A_TIME, places.size())).stream()
              .map(place -> place.get(name.bytes()))
              .toList();
      List<CompletableFuture<Boolean>> answers = cluster.table(name.table()).exists(gets);
      cluster.awaitAll(answers, ErrorContext.of(name.object()), "looking for cells");
      answers.forEach(answer -> there.add(answer.join()));
    }
    return there;
  }
}
