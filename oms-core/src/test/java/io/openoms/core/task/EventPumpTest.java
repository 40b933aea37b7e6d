package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
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
}
