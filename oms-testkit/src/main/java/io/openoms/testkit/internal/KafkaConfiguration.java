package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How Kafka runs here: broker and controller in one process, on 127.0.0.1. Stateless. */
final class KafkaConfiguration {

  /** The server's archives. */
  static final JarInstallation INSTALLATION =
      new JarInstallation("KAFKA", "kafka-4.1.2", "kafka-pom.xml", "kafka-jars.properties");

  private static final String CLUSTER = "b3Blbm9tcy1rYWZrYS0wMQ";

  private KafkaConfiguration() {}

  /** Writes the files that the server reads, and makes its data directory. Blocks. */
  static void write(Path home, Path run, int port, int controller, Map<String, String> more)
      throws IOException {
    JarInstallation.copy("kafka-log4j2.properties", run.resolve("log4j2.properties"));
    Map<String, String> properties = new TreeMap<>(properties(run, port, controller));
    properties.putAll(more);
    StringBuilder text = new StringBuilder();
    properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path file = Files.writeString(run.resolve("server.properties"), text);
    Command.run(
        run.resolve("format.log"),
        Map.of(),
        Path.of("/dev/null"),
        java(home, run, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", file.toString()));
  }

  private static Map<String, String> properties(Path run, int port, int controller) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
        Map.entry(
            "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
        Map.entry("log.dirs", run.resolve("data").toString()),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("log.retention.check.interval.ms", "500"),
        Map.entry("log.initial.task.delay.ms", "100"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.enable", "true"),
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
  }

  /** The server program and its arguments, in the foreground. */
  static List<String> command(Path home, Path run) {
    return java(home, run, "kafka.Kafka", run.resolve("server.properties").toString());
  }

  private static List<String> java(Path home, Path run, String... program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + run.resolve("log4j2.properties"),
                "-cp",
                home + "/*"));
    command.addAll(List.of(program));
    return command;
  }
}
