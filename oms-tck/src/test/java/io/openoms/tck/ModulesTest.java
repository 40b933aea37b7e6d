package io.openoms.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The rooms of every module, and which way the arrows between modules go. */
@AnalyzeClasses(packages = "io.openoms", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

  private static final List<String> ENDPOINTS =
      List.of("mysql", "oceanbase", "postgresql", "tidb", "hbase");

  /** What endpoints share. */
  private static final List<String> SHARED =
      List.of("jdbc", "jdbc.mysql", "dialect.mysql", "binlog.mysql");

  /** What is built upon the engine. */
  private static final List<String> AROUND =
      List.of("cli", "dashboard", "flink", "micrometer", "bench", "testkit", "tck", "spring");

  @ArchTest
  static void noModuleHasACycleOfRooms(JavaClasses classes) {
    List<String> cycles =
        Stream.of(ENDPOINTS, SHARED, List.of("flink", "testkit", "tck"))
            .flatMap(List::stream)
            .map(module -> slices().matching("io.openoms." + module + ".(*).."))
            .flatMap(
                rooms ->
                    rooms
                        .should()
                        .beFreeOfCycles()
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails()
                        .stream())
            .toList();
    assertThat(cycles).isEmpty();
  }

  @ArchTest
  static final ArchRule THE_INTERFACE_HAS_NO_CYCLE =
      slices().matching("io.openoms.(spi|event|error)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_ROLES_OF_ENDPOINTS_HAVE_NO_CYCLE =
      slices().matching("io.openoms.spi.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void endpointsKnowNeitherEachOtherNorTheEngine(JavaClasses classes) {
    for (String endpoint : ENDPOINTS) {
      noClasses()
          .that()
          .resideInAPackage("io.openoms." + endpoint + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Stream.of(
                      ENDPOINTS.stream().filter(other -> !other.equals(endpoint)),
                      AROUND.stream(),
                      Stream.of("core"))
                  .flatMap(names -> names)
                  .map(name -> "io.openoms." + name + "..")
                  .toArray(String[]::new))
          .check(classes);
    }
  }

  /** A library runs on its caller's executor. */
  @ArchTest
  static final ArchRule NO_MODULE_OF_THE_LIBRARY_STARTS_THREADS =
      noClasses()
          .that()
          .resideInAnyPackage(
              Stream.of(ENDPOINTS, SHARED, List.of("core", "spi", "micrometer"))
                  .flatMap(List::stream)
                  .map(name -> "io.openoms." + name + "..")
                  .toArray(String[]::new))
          .should()
          .callMethod(Thread.class, "start")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");
}
