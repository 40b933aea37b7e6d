package io.openoms.flink;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A session cluster of processes, whose class path is Flink's alone: a JobManager, and TaskManagers
 * with two slots each, which can be killed. One thread.
 */
final class FlinkProcesses implements AutoCloseable {

  private static final long LIMIT_NANOS = 300_000_000_000L;
  private static final int SLOTS = 2;

  private final Path directory;
  private final int rest = freePort();
  private final Process jobManager;
  private final List<Process> taskManagers = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private int started;

  /** Starts it; it keeps its files in that directory. Blocks until all are there. */
  FlinkProcesses(Path directory, int taskManagers) throws Exception {
    this.directory = directory;
    Map<String, String> settings = settings();
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    Files.writeString(
        Files.createDirectories(directory.resolve("conf")).resolve("config.yaml"), yaml);
    Files.createDirectories(directory.resolve("tmp"));
    this.jobManager = start(StandaloneSessionClusterEntrypoint.class);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> all().forEach(Process::destroyForcibly)));
    try {
      for (int i = 0; i < taskManagers; i++) {
        this.taskManagers.add(start(TaskManagerRunner.class));
      }
      awaitTaskManagers();
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(freePort()));
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(rest));
    settings.put("blob.server.port", "0");
    settings.put("heartbeat.interval", "1s");
    // A killed process refuses calls, which Flink sees by itself; a slow one is waited for.
    settings.put("heartbeat.timeout", "120s");
    settings.put("io.tmp.dirs", directory.resolve("tmp").toString());
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
    settings.put("taskmanager.cpu.cores", "2");
    // Flink's scripts would compute these; without them a TaskManager does not start.
    for (String memory :
        List.of(
            "framework.heap.size",
            "framework.off-heap.size",
            "task.heap.size",
            "task.off-heap.size",
            "network.min",
            "network.max",
            "managed.size",
            "jvm-metaspace.size",
            "jvm-overhead.min",
            "jvm-overhead.max")) {
      settings.put("taskmanager.memory." + memory, "64m");
    }
    return settings;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start(Class<?> program) throws IOException {
    File log = directory.resolve(program.getSimpleName() + "-" + ++started + ".log").toFile();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            flink(),
            program.getName(),
            "--configDir",
            directory.resolve("conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  /** The class path without what a job brings. */
  private static String flink() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !Files.isDirectory(Path.of(entry)) && !JobJars.isOfJob(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitTaskManagers() throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!overview().contains("\"taskmanagers\":" + taskManagers.size() + ",")) {
      if (System.nanoTime() > end || !jobManager.isAlive()) {
        throw new AssertionError("the cluster did not start: " + errors());
      }
      Thread.sleep(100);
    }
  }

  /** What the processes have complained of. */
  private String errors() throws IOException {
    StringBuilder errors = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.readAllLines(log).stream()
            .filter(line -> line.contains("ERROR") || line.startsWith("Caused by"))
            .forEach(
                line -> errors.append('\n').append(log.getFileName()).append(": ").append(line));
      }
    }
    return errors.toString();
  }

  private String overview() throws InterruptedException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + "/overview")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  /** With the jars of a job, which is restarted whenever a TaskManager is lost. */
  StreamExecutionEnvironment environment(List<String> jars) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    return StreamExecutionEnvironment.createRemoteEnvironment(
        "127.0.0.1", rest, settings, jars.toArray(String[]::new));
  }

  /** Kills a TaskManager (SIGKILL), with the readers on it; another one takes its place later. */
  void replaceTaskManager(int number) throws Exception {
    taskManagers.get(number).destroyForcibly().onExit().join();
    taskManagers.set(number, start(TaskManagerRunner.class));
  }

  private List<Process> all() {
    List<Process> all = new ArrayList<>(List.of(jobManager));
    all.addAll(taskManagers);
    return all;
  }

  @Override
  public void close() {
    for (Process process : all()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
