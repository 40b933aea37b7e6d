package io.openoms.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rooms of the engine, and which way the arrows go. */
@AnalyzeClasses(packages = "io.openoms", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String SCHEMA = "io.openoms.core.schema..";
  private static final String COPY = "io.openoms.core.copy..";
  private static final String INCREMENTAL = "io.openoms.core.incremental..";
  private static final String VERIFY = "io.openoms.core.verify..";
  private static final String SWITCHOVER = "io.openoms.core.switchover..";
  private static final String[] PHASES = {SCHEMA, COPY, INCREMENTAL, VERIFY, SWITCHOVER};
  private static final String RUN = "io.openoms.core.run..";

  @ArchTest
  static final ArchRule NO_ROOM_KNOWS_RUN =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core..")
          .and()
          .resideOutsideOfPackage(RUN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(RUN);

  @ArchTest
  static void noPhaseKnowsAnotherOne(JavaClasses classes) {
    for (String phase : PHASES) {
      String[] others = Stream.of(PHASES).filter(one -> !one.equals(phase)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(phase)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(classes);
    }
  }

  /** What all phases share must not depend on one of them, nor on the halves of one. */
  @ArchTest
  static final ArchRule SHARED_ROOMS_KNOW_NO_PHASE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.openoms.core.phase..",
              "io.openoms.core.state..",
              "io.openoms.core.table..",
              "io.openoms.core.task..",
              "io.openoms.core.plan..",
              "io.openoms.core.progress..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SCHEMA,
              COPY,
              INCREMENTAL,
              VERIFY,
              SWITCHOVER,
              "io.openoms.core.capture..",
              "io.openoms.core.apply..",
              "io.openoms.core.operation..");

  /** The halves of the incremental phase meet in its own room, and know nothing of phases. */
  @ArchTest
  static final ArchRule CAPTURE_AND_APPLY_KNOW_NO_PHASE =
      noClasses()
          .that()
          .resideInAnyPackage("io.openoms.core.capture..", "io.openoms.core.apply..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SCHEMA, COPY, INCREMENTAL, "io.openoms.core.phase..");

  /** Offline operations are made between runs: no phase uses them. */
  @ArchTest
  static final ArchRule ONLY_RUN_KNOWS_OPERATIONS =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core..")
          .and()
          .resideOutsideOfPackages("io.openoms.core.operation..", RUN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.openoms.core.operation..");

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("io.openoms.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_DATABASE =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "com.mysql..", "com.zaxxer..");

  @ArchTest
  static final ArchRule THE_API_STANDS_ON_THE_JDK_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.openoms", "io.openoms.event", "io.openoms.error", "io.openoms.spi..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "io.openoms",
              "io.openoms.event..",
              "io.openoms.error..",
              "io.openoms.spi..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule NO_THREADS_OF_OUR_OWN =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core..")
          .should()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");

  /** Of a virtual thread that waits for the disk, or for another one, the carrier stays free. */
  @ArchTest
  static final ArchRule THE_SPOOL_WAITS_IN_NO_MONITOR =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.openoms.core.spool..")
          .should()
          .haveModifier(JavaModifier.SYNCHRONIZED);
}
