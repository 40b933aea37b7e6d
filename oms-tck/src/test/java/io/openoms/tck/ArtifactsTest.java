package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What is published: the list of versions that programs import, and what each module's pom says.
 */
class ArtifactsTest {

  private static final Path ROOT = Path.of("..");

  /** Modules that nobody depends on. */
  private static final Set<String> UNPUBLISHED = Set.of("oms-bench");

  @Test
  void theListOfVersionsHasEveryModuleThatIsPublished() throws IOException {
    Set<String> published = new TreeSet<>(modules());
    published.removeAll(UNPUBLISHED);
    published.remove("oms-bom");

    List<String> listed = found("<artifactId>(oms-[^<]*)</artifactId>", managed("oms-bom"));

    assertThat(listed).containsExactlyInAnyOrderElementsOf(published);
  }

  /** Else a program would get this build's versions of other libraries, too. */
  @Test
  void theListOfVersionsNamesNothingElseAndHasNoParent() throws IOException {
    assertThat(pom("oms-bom")).doesNotContain("<parent>", "<scope>import</scope>");
    assertThat(Set.copyOf(found("<groupId>([^<]*)</groupId>", managed("oms-bom"))))
        .containsExactly("io.openoms");
    assertThat(Set.copyOf(found("<version>([^<]*)</version>", managed("oms-bom"))))
        .containsExactly("${project.version}");
  }

  /** It has no parent, so it repeats what the build's own pom says. */
  @Test
  void theListOfVersionsIsPublishedAsTheOthersAre() throws IOException {
    String bom = pom("oms-bom");
    String root = pom(".");
    for (String element : List.of("version", "inceptionYear")) {
      assertThat(found("<" + element + ">([^<]*)<", bom).get(0))
          .isEqualTo(found("<" + element + ">([^<]*)<", root).get(0));
    }
    for (String plugin : List.of("install", "deploy", "clean")) {
      assertThat(versionOf(plugin, bom)).as(plugin).isEqualTo(versionOf(plugin, root));
    }
    assertThat(versionOf("gpg", bom)).isEqualTo(found("<gpg-plugin.version>([^<]*)<", root).get(0));
  }

  @Test
  void everyModuleSaysWhatItIs() throws IOException {
    Set<String> unpublished = new TreeSet<>();
    for (String module : modules()) {
      String pom = pom(module);
      assertThat(pom).as(module).contains("<name>OpenOMS ", "<description>");
      if (pom.contains("<maven.deploy.skip>true<")) {
        unpublished.add(module);
      }
    }
    assertThat(unpublished).isEqualTo(UNPUBLISHED);
  }

  private static String versionOf(String plugin, String pom) {
    return found("<artifactId>maven-" + plugin + "-plugin</artifactId>\\s*<version>([^<]*)<", pom)
        .get(0);
  }

  private static List<String> modules() throws IOException {
    return found("<module>(oms-[^</]*)</module>", pom("."));
  }

  private static String managed(String module) throws IOException {
    String pom = pom(module);
    return pom.substring(
        pom.indexOf("<dependencyManagement>"), pom.indexOf("</dependencyManagement>"));
  }

  private static String pom(String module) throws IOException {
    return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
  }

  private static List<String> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
