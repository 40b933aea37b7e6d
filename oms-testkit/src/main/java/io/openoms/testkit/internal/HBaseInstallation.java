package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HBase as a directory of archives that Maven copies: nobody has them on a class path. Stateless.
 */
final class HBaseInstallation {

  private static final String NAME = "HBASE";
  private static final String DIRECTORY = "hbase-2.6.4";
  private static final String PINNED = "hbase-jars.properties";

  private HBaseInstallation() {}

  /** The directory of the archives, filled at first use. Blocks while others fill it. */
  static Path home() {
    return ServerCache.home(NAME, DIRECTORY, HBaseInstallation::install);
  }

  private static void install(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      return;
    }
    Path parts = home.resolveSibling(home.getFileName() + ".parts");
    Directories.remove(parts);
    Path jars = Files.createDirectories(parts.resolve("jars"));
    Path pom = parts.resolve("pom.xml");
    copy("hbase-pom.xml", pom);
    Command.run(
        parts.resolve("download.log"),
        Map.of(),
        Path.of("/dev/null"),
        List.of(
            "mvn",
            "-B",
            "-q",
            "-f",
            pom.toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies",
            "-DincludeScope=runtime",
            "-DexcludeClassifiers=osx-aarch_64,osx-x86_64,linux-aarch_64,linux-riscv64",
            "-DoutputDirectory=" + jars));
    verify(jars);
    Files.move(jars, home, StandardCopyOption.ATOMIC_MOVE);
    Directories.remove(parts);
  }

  private static void verify(Path jars) throws IOException {
    Set<String> pinned = new TreeSet<>(Archive.pinned(PINNED).stringPropertyNames());
    try (Stream<Path> files = Files.list(jars)) {
      Set<String> found =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!found.equals(pinned)) {
        found.removeIf(name -> pinned.remove(name));
        throw new TestServerException("Archives not pinned: " + found + ", missing: " + pinned);
      }
      for (String name : found) {
        Archive.verify(jars.resolve(name), PINNED);
      }
    }
  }

  /** Copies a resource of this package to a file. */
  static void copy(String resource, Path file) throws IOException {
    try (InputStream in = HBaseInstallation.class.getResourceAsStream(resource)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
