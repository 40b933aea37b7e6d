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
 * A server in Java as a directory of archives that Maven copies: nobody has them on a class path.
 *
 * @param name part of the name of the environment variable that gives another directory
 * @param directory its name in the cache
 * @param pom the resource by which Maven copies the archives
 * @param pinned the resource that pins them
 */
record JarInstallation(String name, String directory, String pom, String pinned) {

  /** The directory of the archives, filled at first use. Blocks while others fill it. */
  Path home() {
    return ServerCache.home(name, directory, this::install);
  }

  private void install(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      return;
    }
    Path parts = home.resolveSibling(home.getFileName() + ".parts");
    Directories.remove(parts);
    Path jars = Files.createDirectories(parts.resolve("jars"));
    Path project = parts.resolve("pom.xml");
    copy(pom, project);
    Command.run(
        parts.resolve("download.log"),
        Map.of(),
        Path.of("/dev/null"),
        List.of(
            "mvn",
            "-B",
            "-q",
            "-f",
            project.toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies",
            "-DincludeScope=runtime",
            "-DexcludeClassifiers=osx-aarch_64,osx-x86_64,linux-aarch_64,linux-riscv64",
            "-DoutputDirectory=" + jars));
    verify(jars);
    Files.move(jars, home, StandardCopyOption.ATOMIC_MOVE);
    Directories.remove(parts);
  }

  private void verify(Path jars) throws IOException {
    Set<String> wanted = new TreeSet<>(Archive.pinned(pinned).stringPropertyNames());
    try (Stream<Path> files = Files.list(jars)) {
      Set<String> found =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!found.equals(wanted)) {
        found.removeIf(wanted::remove);
        throw new TestServerException("Archives not pinned: " + found + ", missing: " + wanted);
      }
      for (String archive : found) {
        Archive.verify(jars.resolve(archive), pinned);
      }
    }
  }

  /** Copies a resource of this package to a file. */
  static void copy(String resource, Path file) throws IOException {
    try (InputStream in = JarInstallation.class.getResourceAsStream(resource)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
