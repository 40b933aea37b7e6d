package io.openoms.tck;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.TableVerification;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.util.concurrent.TimeUnit;

/**
 * Verifies a database in a process of its own: prints what it found, and ends with 0 when so many
 * rows differ. Arguments: that number, database, and the URL and the user of either end.
 */
final class VerificationProcess {

  private VerificationProcess() {}

  /** Verifies. */
  public static void main(String[] arguments) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(arguments[1])
            .source(MySql.at(arguments[2]).credentials(arguments[3], ""))
            .sink(OceanBase.at(arguments[4]).credentials(arguments[5], ""))
            .objects(o -> o.include(arguments[1] + ".*"))
            .phases(p -> p.verification())
            .build();
    MigrationResult result = TestedPair.run(project);
    System.out.println(result);
    boolean isRight =
        result.error().isEmpty()
            && result.verification().orElseThrow().tables().stream()
                    .filter(table -> table.error().isEmpty())
                    .mapToLong(TableVerification::differences)
                    .sum()
                == Long.parseLong(arguments[0]);
    System.exit(isRight ? 0 : 1);
  }

  /** Runs it with that heap; gives its exit code. */
  static int run(String heap, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 5];
    command[0] = System.getProperty("java.home") + "/bin/java";
    command[1] = "-Xmx" + heap;
    command[2] = "-cp";
    command[3] =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command[4] = VerificationProcess.class.getName();
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
