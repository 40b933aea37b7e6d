package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.SwitchoverReport;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers do what a switchover asks for, and their answers are lost: each step that is stored, the
 * gates of both ends. It is tried again, or goes back by name; nothing that an application has
 * committed is lost, and both ends are equal by plain SQL.
 */
@Thorough
class LostSwitchAnswersIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  /** Stored before and after each of eight steps, with gates and the decision between. */
  private static final int STORED = 8;

  @TempDir private Path spool;

  private final AtomicInteger stored = new AtomicInteger();

  @Test
  void ofEachStepThereAndBack() throws Exception {
    try (MovedShop shop = new MovedShop(Servers.mysql97(), Servers.oceanBase(), spool);
        LinkProxy toSource = new LinkProxy(shop.source().port());
        LinkProxy toSink = new LinkProxy(shop.sink().port())) {
      shop.application().writeTo(shop.source());
      List<CompletableFuture<String>> gates;
      try (MigrationRun run = shop.start(toSource, toSink)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        loseEachSecond(toSink);
        gates = List.of(toSource.loseAnswerTo(gate("1")), toSource.loseAnswerTo(gate("0")));
        shop.application().awaitMore(20);
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        assertThat(stored).as("answers lost there").hasValueGreaterThanOrEqualTo(STORED);
        shop.application().writeTo(shop.sink());
        shop.application().awaitMore(20);
        stored.set(0);
        SwitchoverReport back = run.switchover().back(shop.application()::rest);
        assertThat(back.error().map(Throwable::getMessage)).isEmpty();
        assertThat(stored).as("answers lost back").hasValueGreaterThanOrEqualTo(STORED);
        shop.application().writeTo(shop.source());
        shop.application().awaitMore(20);
        shop.application().rest();
      }
      assertThat(gates).allSatisfy(answer -> assertThat(answer).isCompleted());
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.FORWARD);
        shop.assertEqual("in the end");
      }
    }
  }

  /** A commit whose answer is lost is made again, and that one's answer comes. */
  private void loseEachSecond(LinkProxy link) {
    AtomicInteger seen = new AtomicInteger();
    CompletableFuture<List<String>> lost =
        link.loseAnswerOf(
            transaction ->
                transaction.stream().anyMatch(sql -> sql.contains("`switch_step`"))
                    && seen.incrementAndGet() == 2);
    CompletableFuture<Void> unused =
        lost.thenRun(
            () -> {
              stored.incrementAndGet();
              loseEachSecond(link);
            });
  }

  private static Predicate<String> gate(String value) {
    return sql -> sql.startsWith("SET GLOBAL") && sql.endsWith("read_only = " + value);
  }
}
