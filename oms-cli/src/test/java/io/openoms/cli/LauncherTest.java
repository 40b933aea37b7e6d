package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's script over a small tree, with stand-ins for Maven and Java. */
class LauncherTest {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >> "$BUILDS"
      sleep "${BUILD_SECONDS:-0.3}"
      for word in "$@"; do case $word in -DoutputDirectory=*) mkdir -p "${word#*=}" ;; esac; done
      mkdir -p oms-cli/target && echo jar > oms-cli/target/oms-cli-1.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *XshowSettings*) echo " java.specification.version = ${VERSION:-17}"; exit ;; esac
      echo "$@"
      """;

  @TempDir private Path tree;

  @BeforeEach
  void plant() throws IOException {
    Files.copy(Path.of("..", "oms"), tree.resolve("oms"));
    Files.createDirectories(tree.resolve("oms-cli/src/main"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(tree.resolve("oms-cli/pom.xml"), "<project/>");
    Files.writeString(tree.resolve("oms-cli/src/main/A.java"), "class A {}");
    script("bin/mvn", MAVEN);
    script("home/bin/java", JAVA);
    script("home/bin/javac", "#!/bin/sh\n");
  }

  @Test
  void twoFirstCallsBuildOnceAndBothRun() throws Exception {
    Process first = start("plan", "a b");
    Process second = start("status");
    assertThat(output(first)).endsWith("io.openoms.cli.Oms plan a b\n");
    assertThat(output(second)).endsWith("io.openoms.cli.Oms status\n");
    assertThat(builds()).hasSize(1);
    assertThat(output(start("run"))).contains("-Xmx1g -Doms.x=1 -cp").contains("lib-");
    assertThat(builds()).as("nothing changed").hasSize(1);
  }

  @Test
  void flinkIsPartOfABuildOfItsOwn() throws Exception {
    output(start("run"));
    assertThat(output(start("run", "--flink", "FILE"))).contains("-flink/jars");
    assertThat(builds()).hasSize(2).last().asString().contains("-Pflink");
    assertThat(output(start("run"))).doesNotContain("-flink/jars");
    assertThat(builds()).as("both stay").hasSize(2);
  }

  @Test
  void aChangedSourceIsBuiltAndTheOlderBuildGoes() throws Exception {
    output(start("run"));
    Files.writeString(tree.resolve("oms-cli/src/main/A.java"), "class A { int a; }");
    output(start("run"));
    assertThat(builds()).hasSize(2);
    assertThat(folders()).singleElement().asString().startsWith("lib-");
  }

  @Test
  void aKilledBuildHarmsNobody() throws Exception {
    Process killed = launcher("run").start();
    while (builds().isEmpty()) {
      assertThat(killed.isAlive()).isTrue();
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor();
    assertThat(output(start("run"))).endsWith("io.openoms.cli.Oms run\n");
    assertThat(builds()).hasSize(2);
    assertThat(folders()).singleElement().asString().startsWith("lib-");
  }

  @Test
  void whatTheMachineLacksIsNamed() throws Exception {
    Files.delete(tree.resolve("home/bin/javac"));
    assertRefused(launcher("run"), "javac is missing");
    script("home/bin/javac", "#!/bin/sh\n");
    ProcessBuilder old = launcher("run");
    old.environment().put("VERSION", "11");
    assertRefused(old, "Java 11 is too old");
    assertThat(builds()).isEmpty();
  }

  private void assertRefused(ProcessBuilder launcher, String message) throws Exception {
    Process refused = launcher.start();
    assertThat(output(refused)).isEmpty();
    assertThat(refused.exitValue()).isEqualTo(2);
    assertThat(Files.readString(tree.resolve("err"))).contains(message, "apt-get install");
  }

  private Process start(String... arguments) throws IOException {
    return launcher(arguments).start();
  }

  private ProcessBuilder launcher(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(tree.resolve("oms").toString()), Stream.of(arguments)).toList();
    ProcessBuilder launcher = new ProcessBuilder(command).directory(Path.of("/").toFile());
    launcher.redirectError(tree.resolve("err").toFile());
    launcher.environment().put("PATH", tree.resolve("bin") + ":" + System.getenv("PATH"));
    launcher.environment().put("JAVA_HOME", tree.resolve("home").toString());
    launcher.environment().put("BUILDS", tree.resolve("builds").toString());
    launcher.environment().put("OMS_JAVA_OPTS", "-Xmx1g -Doms.x=1");
    return launcher;
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private List<String> builds() throws IOException {
    Path builds = tree.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(tree.resolve(".oms"))) {
      return entries.filter(Files::isDirectory).map(p -> p.getFileName().toString()).toList();
    }
  }

  private void script(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
