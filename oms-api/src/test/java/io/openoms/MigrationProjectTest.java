package io.openoms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.error.ConfigurationException;
import org.junit.jupiter.api.Test;

class MigrationProjectTest {

  @Test
  void reportsAllFaultsAtOnce() {
    ConfigurationException error =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                MigrationProject.builder(" ")
                    .objects(o -> o.include("shop").where("shop.t", " "))
                    .phases(p -> p.schema().schema().full(f -> f.readers(0).batchRows(0)))
                    .stateSchema("")
                    .build());

    assertThat(error.faults())
        .containsExactly(
            "the project's name takes 1 to 64 characters",
            "stateSchema takes 1 to 64 characters",
            "the source is missing",
            "the sink is missing",
            "objects: 'shop' is not of the form database.table",
            "objects: where shop.t: the condition is empty",
            "phase schema is named twice",
            "full.readers takes 1 to 256, not 0",
            "full.batchRows takes 1 or more, not 0");
  }

  @Test
  void asksForObjectsAndPhases() {
    ConfigurationException error =
        catchThrowableOfType(
            ConfigurationException.class, () -> MigrationProject.builder("p").build());

    assertThat(error.faults())
        .anyMatch(fault -> fault.startsWith("objects: nothing is included"))
        .anyMatch(fault -> fault.startsWith("no phase is named"));
  }
}
