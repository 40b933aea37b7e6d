package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The README's example: it compiles, and it is the very text that stands there. */
class ReadmeExampleTest {

  static MigrationResult example(
      String user, String password, MigrationListener listener, Executor executor)
      throws InterruptedException {
    // example begins
    MigrationProject project =
        MigrationProject.builder("shop")
            .source(MySql.at("jdbc:mysql://127.0.0.1:3306/").credentials(user, password))
            .sink(OceanBase.at("jdbc:mysql://127.0.0.1:2881/").credentials(user, password))
            .objects(o -> o.include("shop.*").exclude("shop.tmp_*").map("shop.log", "logs.log"))
            .phases(p -> p.schema().full(f -> f.readers(2).writers(2)).incremental())
            .listener(listener)
            .build();

    project.precheck(); // reports as data, changes nothing
    project.plan();
    try (MigrationRun run = project.start(executor)) { // resumes where an earlier run ended
      run.awaitCaughtUp(Duration.ofHours(2));
      run.finishIncremental();
      MigrationResult result = run.await().orThrow(); // a failed run or object throws
      // example ends
      return result;
    }
  }

  @Test
  void theReadmeShowsThisExample() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String source =
        Files.readString(Path.of("src/test/java/io/openoms/tck/ReadmeExampleTest.java"));
    String code = source.substring(source.indexOf("// example begins\n") + 18);
    code = code.substring(0, code.indexOf("// example ends"));

    assertThat(words(readme)).contains(words(code));
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
