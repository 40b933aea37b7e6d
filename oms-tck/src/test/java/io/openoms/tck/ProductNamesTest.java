package io.openoms.tck;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a product does in its own way is in that product's own module. So, in the sources of the
 * program:
 *
 * <ul>
 *   <li>A class whose name holds a product's name is in that product's package, and no class
 *       outside of it uses that package.
 *   <li>A string constant holds a product's name in that product's module alone. Case is ignored,
 *       but for MySQL: {@code mysql} in small letters is the name of the family, of its language,
 *       of its modules, packages and URLs, and of a database that each of its servers has.
 *   <li>Allowed everywhere are classes that start with {@code MySqlFamily}, and the name of the
 *       driver, MySQL Connector/J.
 *   <li>Tests, benchmarks and the demo start servers by product, and may name them.
 * </ul>
 *
 * Comments may name products: a reader wants to know where a fact was seen.
 */
@AnalyzeClasses(packages = "io.openoms", importOptions = ImportOption.DoNotIncludeTests.class)
class ProductNamesTest {

  /** Products' names as they stand in string constants, and the modules that may hold them. */
  private static final Map<Pattern, String> NAMES =
      Map.of(
          Pattern.compile("(?i)oceanbase|seekdb|obkv"), "oms-sink-oceanbase",
          Pattern.compile("(?i)mariadb"), "oms-connector-mysql",
          Pattern.compile("MySQL(?! Connector/J)"), "oms-connector-mysql",
          Pattern.compile("(?i)\\btidb"), "oms-connector-tidb",
          Pattern.compile("(?i)postgres"), "oms-connector-pg",
          // "Hbase" is a word of OceanBase's own attributes of tables.
          Pattern.compile("\\b(hbase|HBase|HBASE)"), "oms-connector-hbase");

  /** Uses of an endpoint's class by its full name, as imports have it. */
  private static final Map<Pattern, String> PACKAGES =
      Map.of(
          Pattern.compile("io\\.openoms\\.oceanbase"), "oms-sink-oceanbase",
          Pattern.compile("io\\.openoms\\.mysql"), "oms-connector-mysql",
          Pattern.compile("io\\.openoms\\.postgresql"), "oms-connector-pg",
          Pattern.compile("io\\.openoms\\.tidb"), "oms-connector-tidb",
          Pattern.compile("io\\.openoms\\.hbase"), "oms-connector-hbase");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'"
              + "|//[^\n]*|/\\*[\\s\\S]*?\\*/");

  private static final Pattern STARTS_SERVERS =
      Pattern.compile("oms-(testkit|tck|bench)/.*|oms-cli/.*/command/Demo(Command|Pair)?\\.java");

  /** The packages that start servers; what of the command line may not is seen by the scan. */
  private static final String[] THAT_START_SERVERS = {
    "io.openoms.tck..", "io.openoms.testkit..", "io.openoms.bench..", "io.openoms.cli.."
  };

  private static final String[] OF_ENDPOINTS = {
    "io.openoms.mysql..",
    "io.openoms.oceanbase..",
    "io.openoms.postgresql..",
    "io.openoms.tidb..",
    "io.openoms.hbase.."
  };

  @ArchTest
  static final ArchRule OCEANBASE_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("OceanBase")
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.oceanbase..");

  @ArchTest
  static final ArchRule MARIADB_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("MariaDb")
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.mysql..");

  @ArchTest
  static final ArchRule MYSQL_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("MySql")
          .and(not(simpleNameStartingWith("MySqlFamily")))
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.mysql..");

  @ArchTest
  static final ArchRule POSTGRESQL_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("PostgreSql")
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.postgresql..");

  @ArchTest
  static final ArchRule TIDB_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("TiDb")
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.tidb..");

  @ArchTest
  static final ArchRule HBASE_IS_NAMED_BY_ITS_OWN_CLASSES =
      classes()
          .that()
          .haveSimpleNameContaining("HBase")
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .resideInAPackage("io.openoms.hbase..");

  @ArchTest
  static final ArchRule NOBODY_BELOW_USES_AN_ENDPOINT =
      noClasses()
          .that()
          .resideOutsideOfPackages(OF_ENDPOINTS)
          .and()
          .resideOutsideOfPackages(THAT_START_SERVERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OF_ENDPOINTS);

  @ArchTest
  static final ArchRule ENDPOINTS_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAnyPackage("io.openoms.mysql..", "io.openoms.postgresql..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.openoms.oceanbase..");

  @ArchTest
  static final ArchRule ONE_ROOM_ALONE_READS_THE_LOG_OF_THE_BINLOG_SERVICE =
      noClasses()
          .that()
          .resideInAPackage("io.openoms.oceanbase..")
          .and()
          .resideOutsideOfPackage("io.openoms.oceanbase.binlog..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.openoms.mysql..", "io.openoms.binlog..");

  @ArchTest
  static final ArchRule THE_NEUTRAL_JDBC_KNOWS_NO_DRIVER_AND_NO_FAMILY =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.openoms.jdbc.connection..",
              "io.openoms.jdbc.error..",
              "io.openoms.jdbc.session..",
              "io.openoms.jdbc.state..",
              "io.openoms.jdbc.statement..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mysql..", "io.openoms.jdbc.mysql..", "io.openoms.dialect..");

  @Test
  void noTextNamesAProductOutsideOfItsModule() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      NAMES.forEach((name, module) -> find(file, module, name, constants(source), found));
      PACKAGES.forEach((name, module) -> find(file, module, name, code(source), found));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theScanSeesTextsAndNoComments() {
    String source =
        "import io.openoms.oceanbase.OceanBase; // MariaDB\n"
            + "/** MySQL */ String a = \"x \\\" OceanBase\"; char b = '\"'; String c = \"MySQL\";";
    assertThat(constants(source)).contains("OceanBase", "MySQL").doesNotContain("MariaDB");
    assertThat(code(source)).contains("io.openoms.oceanbase").doesNotContain("MariaDB", "MySQL");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 16)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().matches("\\.\\./oms-[^/]+/src/main/java/.*\\.java"))
              .filter(file -> !STARTS_SERVERS.matcher(file.toString().substring(3)).matches())
              .toList();
      assertThat(sources).as("sources of the modules").hasSizeGreaterThan(400);
      return sources;
    }
  }

  private static void find(
      Path file, String module, Pattern name, String text, List<String> found) {
    Matcher matcher = name.matcher(text);
    if (!file.startsWith(Path.of("..", module)) && matcher.find()) {
      found.add(file + ": " + matcher.group());
    }
  }

  /** The string constants of a source. */
  private static String constants(String source) {
    StringBuilder constants = new StringBuilder();
    Matcher token = TOKEN.matcher(source);
    while (token.find()) {
      if (token.group().startsWith("\"")) {
        constants.append(token.group()).append('\n');
      }
    }
    return constants.toString();
  }

  /** A source without comments and constants. */
  private static String code(String source) {
    return TOKEN.matcher(source).replaceAll(" ");
  }
}
