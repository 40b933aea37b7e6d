package io.openoms.tck;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.util.concurrent.TimeUnit;

/**
 * Verifies a database in a process of its own: prints what it found, and ends with 0 when so many
 * rows differ, or were repaired. Arguments: that number, whether it repairs, database, and the URL
 * and the user of either end.
 */
final class VerificationProcess {

  private VerificationProcess() {}

  /** Verifies. */
  public static void main(String[] arguments) throws InterruptedException {
    boolean repairs = Boolean.parseBoolean(arguments[1]);
    MigrationProject project =
        MigrationProject.builder(arguments[2])
            .source(MySql.at(arguments[3]).credentials(arguments[4], ""))
            .sink(OceanBase.at(arguments[5]).credentials(arguments[6], ""))
            .objects(o -> o.include(arguments[2] + ".*"))
            .phases(p -> p.verification(v -> v.repair(repairs)))
            .build();
    MigrationResult result = TestedPair.run(project);
    System.out.println(result);
    boolean isRight =
        result.error().isEmpty()
            && result.verification().orElseThrow().tables().stream()
                    .filter(table -> table.error().isEmpty())
                    .mapToLong(t -> repairs ? t.repaired() : t.differences())
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
