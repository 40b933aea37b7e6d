package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.Phase;
import io.openoms.error.ErrorContext;
import io.openoms.event.WarningEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventPumpTest {

  @Test
  void deliversInOrderAndOutlivesAListenerThatThrows() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    MigrationListener broken =
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            throw new IllegalStateException("as planned");
          }
        };
    MigrationListener sound =
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            heard.add(event.message());
          }
        };
    EventPump pump = new EventPump(List.of(broken, sound));
    Reporter reporter = new Reporter(pump, Clock.systemUTC(), "test");
    reporter.warning("CODE", ErrorContext.none(), "first");
    reporter.warning("CODE", ErrorContext.none(), "second");

    pump.deliver(0);

    assertThat(heard).containsExactly("first", "second");
    assertThat(pump.failures()).isEqualTo(2);
  }

  @Test
  void aListenerThatIsLateHearsTheLatestFiguresAndNotEveryRetry() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    MigrationListener late =
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            heard.add(event.message());
          }
        };
    EventPump pump = new EventPump(List.of(late));
    for (int i = 0; i < 30_000; i++) {
      String figures = "figures " + i;
      pump.postFigures(Phase.INCREMENTAL, listener -> heard.add(figures));
      pump.postFigures(Phase.VERIFICATION, listener -> heard.add("besides, " + figures));
    }
    Reporter reporter = new Reporter(pump, Clock.systemUTC(), "test");
    for (int i = 0; i < 30_000; i++) {
      reporter.warning("CODE", ErrorContext.none(), "warning " + i);
    }
    pump.post(listener -> heard.add("the end"));

    pump.deliver(0);

    assertThat(heard)
        .hasSize(10_001)
        .startsWith("figures 29999", "besides, figures 29999", "warning 0")
        .endsWith("the end");
    assertThat(pump.dropped()).isEqualTo(20_002);
    pump.postFigures(Phase.INCREMENTAL, listener -> heard.add("again"));
    pump.deliver(0);
    assertThat(heard).endsWith("again");
  }
}
