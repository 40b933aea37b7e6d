package example;

import io.openoms.MigrationProject;
import io.openoms.error.ConfigurationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * The tool: {@code move JOB.properties}. A job names its databases and nothing else; accounts come
 * from the environment, and the rest is the company's choice.
 */
public final class MoveTool {

  private MoveTool() {}

  public static void main(String[] files) throws IOException, InterruptedException {
    Properties job = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(files[0]))) {
      job.load(reader);
    }
    try {
      System.exit(new Move(project(job, System.getenv()), System.out).run(Duration.ofHours(12)));
    } catch (ConfigurationException e) {
      e.faults().forEach(System.err::println);
      System.exit(Move.REFUSED);
    }
  }

  static MigrationProject project(Properties job, Map<String, String> environment) {
    String user = environment.getOrDefault("MOVE_USER", "move");
    String password = environment.getOrDefault("MOVE_PASSWORD", "");
    return MigrationProject.builder(job.getProperty("name", ""))
        .source(MySql.at(job.getProperty("from", "")).credentials(user, password))
        .sink(OceanBase.at(job.getProperty("to", "")).credentials(user, password))
        .objects(o -> o.include(job.getProperty("objects", "*.*")))
        .phases(p -> p.schema().full().incremental())
        .build();
  }
}
