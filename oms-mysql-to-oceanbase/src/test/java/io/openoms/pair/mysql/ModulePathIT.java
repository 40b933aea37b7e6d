package io.openoms.pair.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifacts as a program finds them: its module path, and what each jar holds. */
class ModulePathIT {

  private static final String DESCRIPTOR = "module shop.mover { requires io.openoms.pair.mysql; }";

  /** Nobody listens at the ports, so the checks tell how far the program came: to the drivers. */
  private static final String PROGRAM =
      """
      package shop.mover;

      import io.openoms.*;
      import io.openoms.mysql.MySql;
      import io.openoms.oceanbase.OceanBase;

      public class Main {
        public static void main(String[] ports) {
          MigrationProject project =
              MigrationProject.builder("shop")
                  .source(MySql.at("jdbc:mysql://127.0.0.1:" + ports[0] + "/").credentials("u", ""))
                  .sink(OceanBase.at("jdbc:mysql://127.0.0.1:" + ports[0] + "/").credentials("u", ""))
                  .objects(o -> o.include("shop.*"))
                  .phases(p -> p.schema().full())
                  .build();
          project.precheck().failures().forEach(System.out::println);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aModularProgramRequiresThePairAlone() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("shop/mover"));
    Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
    Path program = Files.writeString(sources.resolve("Main.java"), PROGRAM);
    String modules = path(artifacts());
    String classes = folder.resolve("classes").toString();
    assertThat(
            java("javac", "-p", modules, "-d", classes, descriptor.toString(), program.toString()))
        .doesNotContain("error");

    String said =
        java("java", "-p", classes + ":" + modules, "-m", "shop.mover/shop.mover.Main", freePort());

    assertThat(said.lines().filter(line -> line.startsWith("PrecheckItem")))
        .as(said)
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(line -> line.contains("SERVER_UNREACHABLE") || line.contains("refused"));
    assertThat(said).doesNotContain("Exception in thread");
  }

  @Test
  void everyJarOfOursHasANameAndTheLicence() throws IOException {
    List<Path> ours = artifacts().stream().filter(ModulePathIT::isOurs).toList();
    assertThat(ours).hasSizeGreaterThanOrEqualTo(8);
    for (Path jar : ours) {
      assertThat(ModuleFinder.of(jar).findAll())
          .as(jar.toString())
          .singleElement()
          .satisfies(module -> assertThat(module.descriptor().name()).startsWith("io.openoms"));
      try (JarFile open = new JarFile(jar.toFile())) {
        assertThat(open.getEntry("META-INF/LICENSE")).as(jar.toString()).isNotNull();
        assertThat(open.getEntry("META-INF/NOTICE")).as(jar.toString()).isNotNull();
      }
    }
  }

  /** The pair's own jar, and all that comes with it; without what tests add. */
  private static List<Path> artifacts() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      built
          .filter(file -> file.getFileName().toString().matches("oms-.*(?<!sources|javadoc)\\.jar"))
          .forEach(jars::add);
    }
    assertThat(jars).as("the pair's jar").hasSize(1);
    Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(entry -> entry.toString().endsWith(".jar"))
        .filter(
            entry ->
                !entry
                    .toString()
                    .matches(".*/(junit|opentest4j|apiguardian|assertj|byte-buddy|surefire)[^/]*"))
        .forEach(jars::add);
    return jars;
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("oms-");
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  /** What a program of the JDK writes. */
  private static String java(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
