package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.PrecheckItem;
import io.openoms.error.ApiError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A check that cannot be made is told like any other fault, and the other checks are made. */
class PrecheckFaultTest {

  private static final Faults NO_OTHERS =
      new Faults() {
        @Override
        public void before(Call call) {
          if (call.name().equals("Catalog.others")) {
            throw new MigrationException(
                ApiError.OBJECTS_FAILED, ErrorContext.none(), "on purpose");
          }
        }
      };

  @Test
  void itHasTheErrorsCodeAndAdviceAndNoNameOfAClass() {
    MemoryServer source = new MemoryServer();
    new Shop(source);
    Endpoint faulty =
        new FaultyEndpoint(
            new MemoryEndpoint(source), NO_OTHERS, new Death(() -> {}), new AtomicInteger());
    MigrationProject project =
        MigrationProject.builder("shop")
            .source(faulty)
            .sink(new MemoryEndpoint(new MemoryServer()))
            .objects(o -> o.include("shop.*"))
            .phases(p -> p.schema().full())
            .build();
    assertThat(project.precheck().items())
        .filteredOn(item -> item.status() == PrecheckItem.Status.FAILED)
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.check()).isEqualTo("OBJECTS_FAILED");
              assertThat(item.cause()).isEqualTo("on purpose");
              assertThat(item.advice()).isEqualTo(ApiError.OBJECTS_FAILED.remedy()).isNotEmpty();
              assertThat(item.toString()).doesNotContain("OthersCheck");
            });
  }
}
