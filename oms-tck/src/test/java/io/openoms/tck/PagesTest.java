package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's links lead somewhere, its texts are short, its programs compile. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** Characters. Whoever reads English as a second language reads no longer ones in one go. */
  private static final int LONGEST_PASSAGE = 500;

  @TempDir private Path directory;

  @Test
  void everyLinkLeadsToAPageAndAHeading() {
    List<String> broken = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (MatchResult link : LINK.matcher(Pages.text(page)).results().toList()) {
        String target = link.group(1);
        if (!target.contains("://")) {
          links.add(target);
          if (!leads(page, target)) {
            broken.add(Pages.ROOT.relativize(page) + " → " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).hasSizeGreaterThan(50);
  }

  private static boolean leads(Path page, String target) {
    int mark = target.indexOf('#');
    String file = mark < 0 ? target : target.substring(0, mark);
    Path found = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(found)) {
      return false;
    }
    return mark < 0 || anchors(found).contains(target.substring(mark + 1));
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(Pages.text(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyPageStandsInTheListOfPages() {
    Path list = Pages.ROOT.resolve("docs").resolve("README.md");
    String named = Pages.text(list);
    assertThat(Pages.documentation())
        .hasSizeGreaterThan(10)
        .filteredOn(page -> !page.equals(list))
        .allSatisfy(
            page -> assertThat(named).contains("(" + list.getParent().relativize(page) + ")"));
  }

  @Test
  void noParagraphItemOrCellIsLong() {
    List<String> tooLong = new ArrayList<>();
    int all = 0;
    for (Path page : Pages.all()) {
      for (String passage : Pages.passages(page)) {
        all++;
        if (passage.length() > LONGEST_PASSAGE) {
          String begin = passage.substring(0, 60);
          tooLong.add(Pages.ROOT.relativize(page) + ": " + passage.length() + ": " + begin);
        }
      }
    }
    assertThat(tooLong).as("split them into shorter ones, a list or a table").isEmpty();
    assertThat(all).isGreaterThan(1000);
  }

  @Test
  void theProgramOfEachSourceCompiles() throws Exception {
    List<Path> sources = new ArrayList<>();
    for (Path page : Pages.sources()) {
      List<String> programs = Pages.code(page, "java");
      assertThat(programs).as("%s", page).hasSize(1);
      String type = "Page" + sources.size();
      String unit =
          """
          import io.openoms.*;
          import io.openoms.hbase.*;
          import io.openoms.mysql.*;
          import io.openoms.oceanbase.*;
          import io.openoms.postgresql.*;
          import io.openoms.tidb.*;
          import java.time.*;

          class %s {
            static MigrationProject project(String password) {
              %s
              return project;
            }
          }
          """
              .formatted(type, programs.get(0));
      sources.add(Files.writeString(directory.resolve(type + ".java"), unit));
    }
    assertThat(sources).hasSize(5);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-d", directory.toString()));
    String path = System.getProperty("java.class.path");
    arguments.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", path)));
    sources.forEach(source -> arguments.add(source.toString()));
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.err, System.err, arguments.toArray(String[]::new));
    assertThat(exit).isZero();
  }

  @Test
  void theGrantsAreThoseOfTheTests() {
    String mysql = Pages.text(Pages.ROOT.resolve("docs/from/mysql.md"));
    String oceanBase = Pages.text(Pages.ROOT.resolve("docs/from/oceanbase.md"));
    assertThat(mysql)
        .contains("GRANT " + Accounts.READS + " ON *.* TO")
        .contains("GRANT " + Accounts.WRITES + " ON *.* TO");
    assertThat(oceanBase)
        .contains("GRANT " + Accounts.CAPTURES + " ON *.* TO")
        .contains("GRANT ALL ON oms_capture.* TO");
  }
}
