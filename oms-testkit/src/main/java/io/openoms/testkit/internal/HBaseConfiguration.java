package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How HBase runs here: master, region server and ZooKeeper in one process, on 127.0.0.1, with all
 * data in one directory. Stateless.
 */
final class HBaseConfiguration {

  /** The server's archives. */
  static final JarInstallation INSTALLATION =
      new JarInstallation(
          "HBASE", "hbase-2.6.4-hadoop-3.5.0", "hbase-pom.xml", "hbase-jars.properties");

  /** What the server's own start script opens to it from Java 11 on. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dorg.apache.hbase.thirdparty.io.netty.tryReflectionSetAccessible=true",
          "--add-modules=jdk.unsupported",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED");

  /**
   * For a server that is not started again. Its region server ends by itself when it was not heard
   * of for so long, on a busy machine; after a restart the one before is waited for as long.
   */
  static final Map<String, String> PATIENT =
      Map.of(
          "zookeeper.session.timeout.localHBaseCluster", "120000",
          "hbase.zookeeper.property.tickTime", "6000");

  private HBaseConfiguration() {}

  /** Writes the files that the server reads, for its data in a run directory. */
  static void write(Path run, int zookeeperPort, Map<String, String> more) throws IOException {
    Path directory = Files.createDirectories(run.resolve("conf"));
    JarInstallation.copy("hbase-log4j.properties", directory.resolve("log4j.properties"));
    Map<String, String> properties = new TreeMap<>(properties(run, zookeeperPort));
    properties.putAll(more);
    StringBuilder xml = new StringBuilder("<configuration>\n");
    properties.forEach(
        (name, value) ->
            xml.append("<property><name>")
                .append(name)
                .append("</name><value>")
                .append(value)
                .append("</value></property>\n"));
    Files.writeString(
        directory.resolve("hbase-site.xml"), xml.append("</configuration>\n").toString());
  }

  private static Map<String, String> properties(Path run, int zookeeperPort) {
    return Map.ofEntries(
        Map.entry("hbase.rootdir", run.resolve("data").toUri().toString()),
        Map.entry("hbase.tmp.dir", run.resolve("tmp").toString()),
        Map.entry("hbase.cluster.distributed", "false"),
        // The local file system tells nobody that it keeps what was flushed.
        Map.entry("hbase.unsafe.stream.capability.enforce", "false"),
        Map.entry("hbase.zookeeper.property.dataDir", run.resolve("zookeeper").toString()),
        Map.entry("hbase.zookeeper.property.clientPort", Integer.toString(zookeeperPort)),
        Map.entry("hbase.zookeeper.property.clientPortAddress", "127.0.0.1"),
        Map.entry("hbase.master.hostname", "127.0.0.1"),
        Map.entry("hbase.regionserver.hostname", "127.0.0.1"),
        Map.entry("hbase.master.port", "0"),
        Map.entry("hbase.regionserver.port", "0"),
        Map.entry("hbase.master.info.port", "-1"),
        Map.entry("hbase.regionserver.info.port", "-1"),
        Map.entry("hbase.regionserver.handler.count", "8"),
        // There is one region server: the defaults wait seconds for more.
        Map.entry("hbase.master.wait.on.regionservers.interval", "100"),
        Map.entry("hbase.master.wait.on.regionservers.timeout", "400"),
        Map.entry("hbase.regionserver.msginterval", "300"));
  }

  /** The server program and its arguments, in the foreground. */
  static List<String> command(Path home, Path run) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            List.of(java),
            JAVA_OPTIONS,
            List.of(
                "-cp",
                run.resolve("conf") + ":" + home + "/*",
                "org.apache.hadoop.hbase.master.HMaster",
                "start"))
        .flatMap(List::stream)
        .toList();
  }
}
