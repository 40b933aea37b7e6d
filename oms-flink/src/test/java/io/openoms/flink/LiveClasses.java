package io.openoms.flink;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive in this JVM. Stateless. */
final class LiveClasses {

  private static final int INSTANCES = 1;
  private static final int NAME = 3;

  private LiveClasses() {}

  /** Instances of that very class that a collection of the whole heap leaves. */
  static long count(String name) throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    // As "12: 34 5678 org.example.Name (module)".
    return histogram
        .lines()
        .map(line -> Arrays.asList(line.strip().split("\\s+", -1)))
        .filter(line -> line.size() > NAME && line.get(NAME).equals(name))
        .map(line -> line.get(INSTANCES))
        .mapToLong(Long::parseLong)
        .sum();
  }
}
