package io.openoms.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the engine, and which way the arrows go. */
@AnalyzeClasses(packages = "io.openoms", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PHASES_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core.copy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.openoms.core.schema..", "io.openoms.core.run..");

  @ArchTest
  static final ArchRule SCHEMA_DOES_NOT_KNOW_COPY_OR_RUN =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.core.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.openoms.core.copy..", "io.openoms.core.run..");

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
}
